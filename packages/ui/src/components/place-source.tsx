/** Where places come from. Its licence (CC BY 4.0) asks for this link on every page that shows them. */
export function PlaceSource() {
  return (
    <a className="place-source" href="https://db-ip.com" target="_blank" rel="noreferrer">
      IP Geolocation by DB-IP
    </a>
  );
}
