package orchestrator.flow.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps dead letters in a file, one JSON object a line. Each is on disk when {@link #add} returns;
 * a line that a crash has cut is passed over. One process at a time may have the file open.
 */
public final class FileDeadLetters implements DeadLetters, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileDeadLetters.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 1_000;
  private static final long MOST_BYTES = 1L << 30;

  private final Path file;
  private final long mostBytes;
  private final FileChannel channel;
  private final Set<String> ids = new LinkedHashSet<>();

  private FileDeadLetters(Path file, long mostBytes) throws IOException {
    this.file = file;
    this.mostBytes = mostBytes;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another process has the dead letters in " + file + " open");
      }
      channel.position(channel.size());
      endLine();
      read(Integer.MAX_VALUE, (id, letter) -> ids.add(id));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a file, or begins one.
   *
   * @throws IOException when it cannot be read or written, or another process has it open
   */
  public static FileDeadLetters open(Path file) throws IOException {
    return open(file, MOST_BYTES);
  }

  /** Opens a file that takes no more letters when it has so many bytes; 1 GiB unless said. */
  public static FileDeadLetters open(Path file, long mostBytes) throws IOException {
    return new FileDeadLetters(file, mostBytes);
  }

  /** What comes next begins a line of its own. */
  private void endLine() throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
      append("");
    }
  }

  private void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  @Override
  public synchronized void add(DeadLetter letter) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", letter.id());
    line.put("to", letter.to().toString());
    line.put("kind", letter.kind().name());
    line.put("reason", letter.reason());
    line.put("at", letter.at().toString());
    line.put("message", letter.message());
    try {
      if (channel.size() + letter.message().length() > mostBytes) {
        LOG.error("{} is full; the dead letter {} is not kept", file, letter.id());
        return;
      }
      append(line.toString());
      // One that comes again is the latest.
      ids.remove(letter.id());
      ids.add(letter.id());
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter cannot be written to " + file, e);
    }
  }

  @Override
  public synchronized List<DeadLetter> list() {
    Map<String, DeadLetter> letters = new LinkedHashMap<>();
    try {
      read(
          SHOWN,
          (id, letter) -> {
            letters.remove(id);
            letters.put(id, letter);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the dead letters cannot be read from " + file, e);
    }
    return List.copyOf(letters.values());
  }

  @Override
  public synchronized boolean remove(String id) {
    if (!ids.contains(id)) {
      return false;
    }
    try {
      append(JSON.createObjectNode().put("removed", id).toString());
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter cannot be removed from " + file, e);
    }
    ids.remove(id);
    return true;
  }

  private interface Line {
    void accept(String id, DeadLetter letter);
  }

  /** Reads those that are not removed; the oldest ones, when there are more than so many. */
  private void read(int most, Line line) throws IOException {
    Map<String, Integer> last = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        JsonNode json = json(text);
        last.remove(json.path("removed").asText(""));
        if (json.has("id")) {
          last.remove(json.get("id").asText());
          last.put(json.get("id").asText(), number);
        }
        number++;
      }
    }
    Set<Integer> wanted = new LinkedHashSet<>();
    last.values().stream().limit(most).forEach(wanted::add);
    number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        if (wanted.contains(number++)) {
          DeadLetter letter = letter(json(text));
          line.accept(letter.id(), letter);
        }
      }
    }
  }

  private static JsonNode json(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      boolean isWhole =
          json.has("removed") || (json.has("id") && json.has("message") && json.has("to"));
      return isWhole ? json : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static DeadLetter letter(JsonNode json) {
    return new DeadLetter(
        json.get("id").asText(),
        URI.create(json.get("to").asText()),
        DeadLetter.Kind.valueOf(json.path("kind").asText(DeadLetter.Kind.REQUEST.name())),
        json.get("message").asText(),
        json.path("reason").asText(""),
        Instant.parse(json.path("at").asText(Instant.EPOCH.toString())));
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the dead letters in " + file + " cannot be closed", e);
    }
  }
}
