/**
 * Who may open a community: whoever is signed in and has confirmed their address, because members will want to write
 * to somebody real. The operator of the installation always may.
 */
export function mayOpenCommunity(person: { isOperator: boolean; emailVerified: boolean }): boolean {
  return person.isOperator || person.emailVerified;
}
