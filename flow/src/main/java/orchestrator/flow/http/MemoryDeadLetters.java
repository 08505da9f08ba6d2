package orchestrator.flow.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the latest dead letters in memory. */
final class MemoryDeadLetters implements DeadLetters {
  private static final int SHOWN = 1_000;
  private static final long MOST_CHARS = 64L << 20;

  private final int most;
  private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
  private long chars;

  MemoryDeadLetters(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one dead letter must be kept");
    }
    this.most = most;
  }

  @Override
  public synchronized void add(DeadLetter letter) {
    boolean unusedBefore = remove(letter.id());
    letters.put(letter.id(), letter);
    chars += letter.message().length();
    Iterator<DeadLetter> oldest = letters.values().iterator();
    while (letters.size() > most || (chars > MOST_CHARS && letters.size() > 1)) {
      chars -= oldest.next().message().length();
      oldest.remove();
    }
  }

  @Override
  public synchronized List<DeadLetter> list() {
    return new ArrayList<>(letters.values()).subList(0, Math.min(SHOWN, letters.size()));
  }

  @Override
  public synchronized boolean remove(String id) {
    DeadLetter letter = letters.remove(id);
    chars -= letter == null ? 0 : letter.message().length();
    return letter != null;
  }
}
