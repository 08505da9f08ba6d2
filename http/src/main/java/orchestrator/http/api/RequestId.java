package orchestrator.http.api;

import com.linecorp.armeria.common.HttpRequest;
import io.netty.util.AsciiString;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names a request, so that what a person reports is found in the log. */
public final class RequestId {
  /** The header in which a caller may give an id, and every answer has one. */
  public static final AsciiString HEADER = AsciiString.cached("x-request-id");

  private static final Pattern USABLE = Pattern.compile("[!-~]{1,128}");

  private RequestId() {}

  /** The id that the caller gave, or a new one. */
  public static String of(HttpRequest request) {
    return Optional.ofNullable(request.headers().get(HEADER))
        .or(() -> Optional.ofNullable(request.headers().get("reqid")))
        .filter(given -> USABLE.matcher(given).matches())
        .orElseGet(RequestId::random);
  }

  /** A new id. */
  public static String random() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
