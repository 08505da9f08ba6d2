package orchestrator.console;

import com.linecorp.armeria.common.MediaType;
import java.util.Arrays;
import java.util.Optional;

/** Lists the kinds of files that the console is made of; no other is served. */
enum FileType {
  HTML(".html", "text/html; charset=utf-8"),
  SCRIPT(".js", "text/javascript; charset=utf-8"),
  STYLE(".css", "text/css; charset=utf-8"),
  PICTURE(".svg", "image/svg+xml; charset=utf-8");

  private final String ending;
  private final String media;

  FileType(String ending, String media) {
    this.ending = ending;
    this.media = media;
  }

  /** The kind of a file of this name. */
  static Optional<FileType> of(String name) {
    return Arrays.stream(values()).filter(type -> name.endsWith(type.ending)).findFirst();
  }

  MediaType media() {
    return MediaType.parse(media);
  }
}
