/**
 * Every line in the form of another build, daemon or relay. Each form has a device of its own, since one device does not
 * change the order of its dates from line to line. The application firewall joins in, in its own format and in CEF.
 */
import { CANONICAL } from '../form.js';
import { CEF, FORMS } from '../forms.js';
import { ENGINES, PAIRS } from '../network.js';
import { type Scenario, type ScenarioDay, someInstant, type Task } from '../scenario.js';
import { type FirewallHit, firewallHit, firewallHitAsCef } from '../system-entries.js';

const FIREWALL_HITS_A_DAY = 6;

export function mixedFormats(): Scenario {
  let lines = 0;
  return {
    plan: firewallTasks,
    dress(occurrence) {
      if (occurrence.form !== undefined || occurrence.scenario === 'hostile') return occurrence;
      const chosen = FORMS[lines++ % FORMS.length] ?? CANONICAL;
      return { ...occurrence, form: chosen };
    },
  };
}

/** The application firewall writes its own format or CEF. */
function firewallTasks(day: ScenarioDay): readonly Task[] {
  const { random, world } = day;
  return Array.from({ length: FIREWALL_HITS_A_DAY }, (_, index) => {
    const at = someInstant(day);
    const engine = random.below(ENGINES);
    const hit: FirewallHit = {
      client: world.addresses.abroad(),
      clientPort: random.between(1024, 65_535),
      transaction: random.below(900_000),
      engine,
      profile: 'waf_portal',
      url: `https://portal.example.com/${random.pick(['.env', 'wp-login.php?x=1', 'cgi/../etc', 'vpns/cfg'])}`,
      action: random.pick(['blocked', 'not blocked']),
    };
    const dressed = index % 2 === 0 ? { entry: firewallHit(hit) } : { entry: firewallHitAsCef(hit), form: CEF };
    return { at, play: () => [{ at, gateway: PAIRS[0].active, engine, scenario: 'mixed-formats', ...dressed }] };
  });
}
