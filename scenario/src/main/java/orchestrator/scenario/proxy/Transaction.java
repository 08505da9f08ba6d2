package orchestrator.scenario.proxy;

/** Holds a transaction that is to be sent, and takes note of how far it has come. */
public interface Transaction {
  /** The name of the settings' entry, which need not be unique. */
  String name();

  /** The payload: lower-case hexadecimal text, twice as many characters as the step's size. */
  String payload();

  /** Which of this run's transactions of this entry it is, from 0 on. */
  long number();

  /**
   * Which run of a scenario it belongs to: a text of 1 to 40 letters, digits and hyphens, unique to
   * the run, so that names made from it, the node's and {@link #number} meet no others.
   */
  String run();

  /** Which entry of the settings it belongs to, from 0 on. */
  int entry();

  /**
   * Notes the time at which the transaction came this far. May be called on any thread, at most
   * once for a phase; later calls for it, and those after the transaction has ended, do nothing.
   */
  void reached(Phase phase);
}
