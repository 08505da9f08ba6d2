package orchestrator.demo.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shipped data: Breast Cancer Wisconsin (Diagnostic); see NOTICE.md beside the file. */
public final class WisconsinRecords {

  private static final String RESOURCE = "/orchestrator/demo/data/breast_cancer.csv";

  private WisconsinRecords() {}

  /** All 569 records. */
  public static RecordFile load() {
    try (InputStream in = WisconsinRecords.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from this program");
      }
      return RecordFile.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
