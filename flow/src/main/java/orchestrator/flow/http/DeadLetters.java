package orchestrator.flow.http;

import java.util.List;

/** Keeps messages that could not be delivered, until a person looks. Safe for many threads. */
public interface DeadLetters {
  /** Keeps one, in place of one with the same id. */
  void add(DeadLetter letter);

  /** Those that are kept, oldest first; the oldest 1 000 when there are more. */
  List<DeadLetter> list();

  /**
   * Forgets the letter with this id.
   *
   * @return whether it was there
   */
  boolean remove(String id);

  /** Keeps them in memory: at most so many, the latest. */
  static DeadLetters inMemory(int most) {
    return new MemoryDeadLetters(most);
  }
}
