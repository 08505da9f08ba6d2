package orchestrator.client.fake;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes wrong between the server and its callers, and which calls came. */
public final class Faults implements ServerInterceptor {
  /** A call that came. */
  public record Seen(String method, Map<String, String> headers) {}

  private record Fault(Status status, boolean isDone) {}

  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** The next call of this method is done, and its answer lost. */
  public void loseAnswer(MethodDescriptor<?, ?> method) {
    add(method, new Fault(Status.UNAVAILABLE.withDescription("answer lost"), true));
  }

  /** The next call of this method is not done, and ends so. */
  public void refuse(MethodDescriptor<?, ?> method, Status status) {
    add(method, new Fault(status, false));
  }

  /** Calls of this method are not done and never end. */
  public void hold(MethodDescriptor<?, ?> method) {
    held.add(method.getFullMethodName());
  }

  /** The calls of a method that came. */
  public List<Seen> calls(MethodDescriptor<?, ?> method) {
    return seen.stream().filter(call -> call.method().equals(method.getFullMethodName())).toList();
  }

  private void add(MethodDescriptor<?, ?> method, Fault fault) {
    Deque<Fault> queue =
        faults.computeIfAbsent(method.getFullMethodName(), any -> new ArrayDeque<>());
    synchronized (queue) {
      queue.add(fault);
    }
  }

  private Optional<Fault> next(String method) {
    Deque<Fault> queue = faults.getOrDefault(method, new ArrayDeque<>());
    synchronized (queue) {
      return Optional.ofNullable(queue.poll());
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    seen.add(new Seen(method, texts(headers)));
    if (held.contains(method)) {
      return new ServerCall.Listener<>() {};
    }
    Optional<Fault> fault = next(method);
    if (fault.isEmpty()) {
      return next.startCall(call, headers);
    }
    if (fault.get().isDone()) {
      return next.startCall(new Lossy<>(call, fault.get().status()), headers);
    }
    call.close(fault.get().status(), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private static Map<String, String> texts(Metadata headers) {
    Map<String, String> texts = new ConcurrentHashMap<>();
    for (String name : headers.keys()) {
      if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Optional.ofNullable(headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)))
            .ifPresent(value -> texts.put(name, value));
      }
    }
    return texts;
  }

  private static final class Lossy<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Status end;

    Lossy(ServerCall<Q, A> call, Status end) {
      super(call);
      this.end = end;
    }

    @Override
    public void sendMessage(A message) {}

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(status.isOk() ? end : status, trailers);
    }
  }
}
