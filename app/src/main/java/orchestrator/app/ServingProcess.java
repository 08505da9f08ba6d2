package orchestrator.app;

import orchestrator.server.logging.LogbackProvider;

/** Leaves out of the start of a server what it can do without. */
final class ServingProcess {
  private ServingProcess() {}

  /** To be called before anything else. */
  static void prepare() {
    LogbackProvider.select();
    // What is put together is put together once: to generate code for that takes longer.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
  }
}
