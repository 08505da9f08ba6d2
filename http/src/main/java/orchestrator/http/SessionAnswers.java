package orchestrator.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orchestrator.http.account.Account;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/**
 * Answers who somebody is to a door.
 *
 * @param body JSON
 */
record SessionAnswers(ObjectNode body) {
  private static ObjectNode of(String access) {
    return JsonNodeFactory.instance.objectNode().put("access", access);
  }

  /** Somebody with an account, and when the session ends at the latest, if it is one. */
  static SessionAnswers of(Account account, Optional<Instant> end) {
    ObjectNode body = of("accounts").put("signedIn", true).put("account", account.name());
    body.put("organization", account.organization());
    account.channels().forEach(body.putArray("channels")::add);
    body.put("mayWrite", account.mayWrite());
    end.ifPresent(at -> body.put("ends", at.truncatedTo(ChronoUnit.SECONDS).toString()));
    return new SessionAnswers(body);
  }

  /** Somebody who has to sign in. */
  static SessionAnswers signedOut() {
    return new SessionAnswers(of("accounts").put("signedIn", false));
  }

  /** What is answered where nobody can sign in. */
  static HttpService without(DoorSettings.Access access) {
    SessionAnswers answer;
    String refusal;
    if (access instanceof DoorSettings.Closed closed) {
      answer = new SessionAnswers(of("closed").put("reason", closed.reason()));
      refusal = closed.reason();
    } else {
      answer = named(access instanceof DoorSettings.ByName byName ? byName.channels() : Map.of());
      refusal = "this door has no accounts to sign in with";
    }
    return (context, request) -> {
      if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
        throw new ProblemException(
            Problem.of(HttpStatus.METHOD_NOT_ALLOWED, refusal)
                .with(HttpHeaderNames.ALLOW, "GET, HEAD"));
      }
      return answer.response();
    };
  }

  private static SessionAnswers named(Map<String, Set<String>> channels) {
    ObjectNode body = of("names");
    ObjectNode known = body.putObject("channels");
    new TreeMap<>(channels)
        .forEach(
            (channel, organizations) ->
                new TreeSet<>(organizations).forEach(known.putArray(channel)::add));
    return new SessionAnswers(body);
  }

  HttpResponse response() {
    return HttpResponse.of(headers(HttpStatus.OK), HttpData.ofUtf8(body + "\n"));
  }

  /** The same with a cookie. */
  HttpResponse response(String cookie) {
    return HttpResponse.of(
        headers(HttpStatus.OK).toBuilder().set(HttpHeaderNames.SET_COOKIE, cookie).build(),
        HttpData.ofUtf8(body + "\n"));
  }

  /** There is no session any more. */
  static HttpResponse closed(String cookie) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set(HttpHeaderNames.SET_COOKIE, cookie)
            .build());
  }

  private static ResponseHeaders headers(HttpStatus status) {
    return ResponseHeaders.builder(status)
        .contentType(MediaType.JSON_UTF_8)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .build();
  }
}
