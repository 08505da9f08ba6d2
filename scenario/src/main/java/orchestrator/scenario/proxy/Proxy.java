package orchestrator.scenario.proxy;

import java.util.concurrent.CompletionStage;

/** Drives one registered node. Written by the chain's author. */
public interface Proxy extends AutoCloseable {
  /**
   * Tells whether the node can take transactions. May block; it is asked on a thread of its own,
   * and whoever does not answer within a second after a transaction failed, else within three, is
   * taken for dead.
   *
   * @throws Exception when it cannot be asked, which means that it is dead
   */
  boolean isAlive() throws Exception;

  /**
   * Sends a transaction and returns without waiting for what comes of it. Calls for one node come
   * one after another, in the order of the scenario; transactions may be under way at once.
   *
   * <p>Says by {@link Transaction#reached} how far it has come: {@link Phase#ANSWERED} when
   * somebody has answered, {@link Phase#COMMITTED} when it is known to be in the chain's state.
   *
   * @return completes when nothing more is going to be known, exceptionally when the transaction
   *     failed: the message says why in one sentence
   */
  CompletionStage<?> transact(Transaction transaction);

  /** How many transactions may be under way at the node at once; those after them wait. */
  default int mostUnderWay() {
    return 1_000;
  }

  /** Gives back what the node's connection holds. */
  @Override
  default void close() {}
}
