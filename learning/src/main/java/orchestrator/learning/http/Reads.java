package orchestrator.learning.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import orchestrator.http.api.ByteBudget;
import orchestrator.http.api.Streamed;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;

/** Shows documents: one, all that fit, or a page of them. */
final class Reads {
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final int LARGEST_PAGE = 1_000;
  private static final int PAGE_BYTES = 4 << 20;

  private final ByteBudget answers;

  /**
   * Reads for callers.
   *
   * @param answers the memory of pages that are under way
   */
  Reads(ByteBudget answers) {
    this.answers = answers;
  }

  HttpResponse show(
      Learning learning, String collection, String uuid, ServiceRequestContext context) {
    String document = PythonJson.body(learning.get(collection(collection), uuid));
    answers.meter(context).take(document.length());
    return Answers.json(HttpStatus.OK, document);
  }

  HttpResponse list(Learning learning, String collection, ServiceRequestContext context)
      throws IOException {
    Collection kind = collection(collection);
    QueryParams query = context.queryParams();
    Filter filter = Filter.of(query, List.of(LIMIT, AFTER));
    String after = query.get(AFTER, "");
    if (query.contains(LIMIT)) {
      return page(
          learning, new Listing.Wanted(kind, filter, after, limit(query.get(LIMIT, ""))), context);
    }
    return Streamed.of(
        context,
        Answers.headers(HttpStatus.OK, MediaType.JSON),
        out ->
            new Listing(learning, new Listing.Wanted(kind, filter, after, Integer.MAX_VALUE), out));
  }

  private static Collection collection(String path) {
    return Collection.of(path)
        .orElseThrow(() -> new LearningException(Kind.NOT_FOUND, "Page does not exist"));
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
      throw new LearningException(Kind.REFUSED, "limit must be a whole number, at least 1");
    }
    return Math.min(Integer.parseInt(text), LARGEST_PAGE);
  }

  private HttpResponse page(
      Learning learning, Listing.Wanted wanted, ServiceRequestContext context) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Listing listing = new Listing(learning, wanted, out);
    boolean more = true;
    while (more && out.size() < PAGE_BYTES) {
      more = listing.writeNext();
    }
    if (more) {
      listing.end();
    }
    answers.meter(context).take(out.size());
    return HttpResponse.of(headers(context, listing.next()), HttpData.wrap(out.toByteArray()));
  }

  private static ResponseHeaders headers(ServiceRequestContext context, Optional<String> next) {
    ResponseHeadersBuilder headers = Answers.headers(HttpStatus.OK, MediaType.JSON).toBuilder();
    next.ifPresent(
        uuid -> {
          QueryParams query = context.queryParams().toBuilder().set(AFTER, uuid).build();
          headers.set(
              HttpHeaderNames.LINK,
              "<" + context.path() + "?" + query.toQueryString() + ">; rel=\"next\"");
        });
    return headers.build();
  }
}
