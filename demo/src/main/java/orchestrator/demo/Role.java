package orchestrator.demo;

/** What a process of the demo does; the names are those of the command line. */
enum Role {
  /** Everything: a server of its own unless one is given, all hospitals, and the plan. */
  all,
  /** Registers and watches the plan; the hospitals are processes of their own. */
  coordinator,
  /** One hospital, until the plan has come to its end. */
  hospital
}
