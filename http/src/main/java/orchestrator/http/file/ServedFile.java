package orchestrator.http.file;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.file.HttpFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Describes a file that is made when it is first asked for, and answered with a tag and all that
 * keeps browsers safe.
 *
 * @param type with its character set
 * @param policy the value of Content-Security-Policy
 * @param caching the value of Cache-Control
 */
public record ServedFile(MediaType type, String policy, String caching) {
  /** The type of scripts. */
  public static final MediaType SCRIPT = MediaType.parse("text/javascript; charset=utf-8");

  /** Ask each time whether it has changed. */
  public static final String ASK = "no-cache";

  /** Never ask again, for what has another address when it changes. */
  public static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** Serves this content. */
  public HttpService of(Supplier<byte[]> content) {
    Lazy<HttpService> file = new Lazy<>(() -> service(content.get()));
    return (context, request) ->
        HttpResponse.of(
            CompletableFuture.supplyAsync(file, context.blockingTaskExecutor())
                .thenApply(
                    service -> {
                      try {
                        return service.serve(context, request);
                      } catch (Exception e) {
                        return HttpResponse.ofFailure(e);
                      }
                    }));
  }

  private HttpService service(byte[] content) {
    String tag = tag(content);
    return HttpFile.builder(HttpData.wrap(content))
        .contentType(type)
        .entityTag((name, attributes) -> tag)
        .lastModified(false)
        .addHeader(HttpHeaderNames.CACHE_CONTROL, caching)
        .addHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy)
        .addHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .addHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
        .build()
        .asService();
  }

  /** What differs between two contents: 32 hexadecimal digits. */
  public static String tag(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          .substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a value once, when it is first asked for. */
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> make) {
      this.make = make;
    }

    @Override
    public synchronized T get() {
      if (made.isEmpty()) {
        made = Optional.of(make.get());
      }
      return made.get();
    }
  }
}
