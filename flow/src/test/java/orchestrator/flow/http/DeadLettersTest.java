package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  @TempDir Path folder;

  private static DeadLetter letter(String id) {
    return new DeadLetter(
        id,
        URI.create("http://127.0.0.1:1/messages/x"),
        DeadLetter.Kind.REQUEST,
        "{\"body\": \"über\\n\"}",
        "nobody is there",
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static void keepsAndForgets(DeadLetters letters) {
    letters.add(letter("a"));
    letters.add(letter("b"));
    letters.add(letter("a"));
    assertThat(letters.list()).containsExactly(letter("b"), letter("a"));
    assertThat(letters.remove("b")).isTrue();
    assertThat(letters.remove("b")).isFalse();
    assertThat(letters.list()).containsExactly(letter("a"));
  }

  @Test
  void inMemoryTheLatestAreKept() {
    keepsAndForgets(DeadLetters.inMemory(10));
    DeadLetters few = DeadLetters.inMemory(2);
    for (int i = 0; i < 1_000; i++) {
      few.add(letter("n" + i));
    }
    assertThat(few.list()).containsExactly(letter("n998"), letter("n999"));
  }

  @Test
  void inAFileTheyOutliveTheProcess() throws IOException {
    Path file = folder.resolve("dead.jsonl");
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      keepsAndForgets(letters);
      letters.add(letter("c"));
    }
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      assertThat(letters.list()).containsExactly(letter("a"), letter("c"));
      assertThat(letters.remove("a")).isTrue();
    }
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      assertThat(letters.list()).containsExactly(letter("c"));
    }
  }

  @Test
  void aLineThatACrashHasCutIsPassedOver() throws IOException {
    Path file = folder.resolve("cut.jsonl");
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      letters.add(letter("a"));
    }
    Files.writeString(file, "{\"id\":\"b\",\"to", StandardOpenOption.APPEND);
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      letters.add(letter("c"));
      assertThat(letters.list()).containsExactly(letter("a"), letter("c"));
    }
  }

  @Test
  void aFileThatIsFullTakesNoMore() throws IOException {
    try (FileDeadLetters letters = FileDeadLetters.open(folder.resolve("full.jsonl"), 2_000)) {
      for (int i = 0; i < 100; i++) {
        letters.add(letter("n" + i));
      }
      assertThat(letters.list()).hasSizeBetween(5, 20);
    }
    assertThat(Files.size(folder.resolve("full.jsonl"))).isLessThan(3_000);
  }

  @Test
  void oneFileIsOpenOnce() throws IOException {
    Path file = folder.resolve("twice.jsonl");
    try (FileDeadLetters letters = FileDeadLetters.open(file)) {
      assertThatThrownBy(() -> FileDeadLetters.open(file))
          .isInstanceOfAny(IOException.class, OverlappingFileLockException.class);
      assertThat(letters.list()).isEmpty();
    }
  }
}
