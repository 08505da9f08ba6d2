package orchestrator.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Walks the pages of a query. Every query names its tokens alike, so that one walk serves all. */
final class Pages<Q extends Message, A extends Message, T> implements Iterator<T> {
  private final RetryingCaller caller;
  private final MethodDescriptor<Q, A> query;
  private final Q request;
  private final FieldDescriptor pageToken;
  private final Function<A, List<T>> items;

  /** Where the next page starts; empty behind the last one. */
  private Optional<String> next;

  private Iterator<T> page = Collections.emptyIterator();

  private Pages(
      RetryingCaller caller, MethodDescriptor<Q, A> query, Q request, Function<A, List<T>> items) {
    this.caller = caller;
    this.query = query;
    this.request = request;
    this.pageToken = field(request, "page_token");
    this.items = items;
    this.next = Optional.of((String) request.getField(pageToken));
  }

  static <Q extends Message, A extends Message, T> Stream<T> walk(
      RetryingCaller caller, MethodDescriptor<Q, A> query, Q request, Function<A, List<T>> items) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Pages<>(caller, query, request, items), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && next.isPresent()) {
      A answer = caller.call(query, from(next.get()));
      page = items.apply(answer).iterator();
      next =
          Optional.of((String) answer.getField(field(answer, "next_page_token")))
              .filter(token -> !token.isEmpty());
    }
    return page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  @SuppressWarnings("unchecked") // A builder of a message builds that message's class.
  private Q from(String token) {
    return (Q) request.toBuilder().setField(pageToken, token).build();
  }

  private static FieldDescriptor field(Message message, String name) {
    return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    message.getDescriptorForType().getName() + " is not part of a paged query"));
  }
}
