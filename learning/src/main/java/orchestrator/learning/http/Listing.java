package orchestrator.learning.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import orchestrator.http.api.Streamed;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning;

/**
 * Writes a list of documents, which are read some at a time: about as many as make one part of an
 * answer, so that nothing else waits for a slow reader.
 */
final class Listing implements Streamed.Parts {
  private static final int FIRST = 20;
  private static final int MOST = 1_000;
  private static final int PART = 64 << 10;

  private final Learning learning;
  private final Wanted wanted;
  private final ByteArrayOutputStream out;
  private Optional<List<ObjectNode>> first;
  private int size;
  private int left;
  private String last;
  private boolean hasMore = true;
  private boolean hasDocuments;

  /**
   * Says which documents.
   *
   * @param after the uuid behind which to begin; empty for the first one
   * @param most at most so many
   */
  record Wanted(Collection kind, Predicate<ObjectNode> filter, String after, int most) {}

  /** Reads the first documents at once, so that what fails then can still be told. */
  Listing(Learning learning, Wanted wanted, ByteArrayOutputStream out) {
    this.learning = learning;
    this.wanted = wanted;
    this.out = out;
    left = wanted.most();
    last = wanted.after();
    size = Math.min(FIRST, left);
    first = Optional.of(read());
    put("{\n  \"" + wanted.kind().plural() + "\": [");
  }

  private List<ObjectNode> read() {
    return learning.list(wanted.kind(), wanted.filter(), last, size);
  }

  @Override
  public boolean writeNext() {
    List<ObjectNode> documents = first.orElseGet(this::read);
    first = Optional.empty();
    StringBuilder text = new StringBuilder();
    for (ObjectNode document : documents) {
      if (hasDocuments) {
        text.append(',');
      }
      hasDocuments = true;
      PythonJson.line(2, text);
      PythonJson.write(document, 2, text);
      last = document.path("uuid").asText();
    }
    put(text);
    hasMore = documents.size() == size;
    left -= documents.size();
    if (!hasMore || left <= 0) {
      end();
      return false;
    }
    int fitting = PART / (text.length() / documents.size() + 1);
    size = Math.min(Math.max(1, Math.min(fitting, MOST)), left);
    return true;
  }

  /** Ends the list here. */
  void end() {
    StringBuilder text = new StringBuilder();
    if (hasDocuments) {
      PythonJson.line(1, text);
    }
    put(text.append("]\n}\n"));
  }

  /** The uuid behind which another list may go on; empty when there is nothing. */
  Optional<String> next() {
    return Optional.of(last).filter(uuid -> hasMore);
  }

  private void put(CharSequence text) {
    out.writeBytes(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
