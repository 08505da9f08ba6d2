package orchestrator.demo;

/** Who holds the state of the demo's own server; the names are those of the command line. */
enum Mode {
  /** The server itself, in a folder. */
  embedded,
  /** A Hyperledger Fabric network. */
  ledger
}
