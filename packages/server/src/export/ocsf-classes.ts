// Classes and activities of the Open Cybersecurity Schema Framework that events become, with their numbers: type_uid is the class followed by
// the activity in two digits.

import type { OcsfActivity } from '@gatehouse/model';

export type OcsfClass = OcsfActivity[0] | 'base_event';

interface ClassOf {
  readonly uid: number;
  readonly name: string;
  readonly category: readonly [uid: number, name: string];
  readonly activities: Readonly<Record<string, readonly [id: number, name: string]>>;
}

const OTHER = [99, 'Other'] as const;

const OCSF_CLASSES: Readonly<Record<OcsfClass, ClassOf>> = {
  authentication: {
    uid: 3002,
    name: 'Authentication',
    category: [3, 'Identity & Access Management'],
    activities: { logon: [1, 'Logon'], logoff: [2, 'Logoff'], other: OTHER },
  },
  network_activity: {
    uid: 4001,
    name: 'Network Activity',
    category: [4, 'Network Activity'],
    activities: {
      open: [1, 'Open'],
      close: [2, 'Close'],
      fail: [4, 'Fail'],
      refuse: [5, 'Refuse'],
      traffic: [6, 'Traffic'],
      other: OTHER,
    },
  },
  base_event: {
    uid: 0,
    name: 'Base Event',
    category: [0, 'Uncategorized'],
    activities: { other: OTHER, unknown: [0, 'Unknown'] },
  },
};

/** What every class demands: its numbers and their names. */
export function classification(name: OcsfClass, activity: string): Readonly<Record<string, string | number>> {
  const { uid, name: className, category, activities } = OCSF_CLASSES[name];
  const [activityId, activityName] = activities[activity] ?? OTHER;
  return {
    class_uid: uid,
    class_name: className,
    category_uid: category[0],
    category_name: category[1],
    activity_id: activityId,
    activity_name: activityName,
    type_uid: uid * 100 + activityId,
    type_name: `${className}: ${activityName}`,
  };
}
