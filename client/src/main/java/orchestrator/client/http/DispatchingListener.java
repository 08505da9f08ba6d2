package orchestrator.client.http;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.Message;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.Executor;

/** Tells a listener on the executor that its call names, one thing after the other. */
final class DispatchingListener extends ClientCall.Listener<Message> {
  private final ClientCall.Listener<Message> listener;
  private final Executor executor;

  DispatchingListener(ClientCall.Listener<Message> listener, Executor executor) {
    this.listener = listener;
    this.executor = MoreExecutors.newSequentialExecutor(executor);
  }

  @Override
  public void onHeaders(Metadata headers) {
    executor.execute(() -> listener.onHeaders(headers));
  }

  @Override
  public void onMessage(Message message) {
    executor.execute(() -> listener.onMessage(message));
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    executor.execute(() -> listener.onClose(status, trailers));
  }

  @Override
  public void onReady() {
    executor.execute(listener::onReady);
  }
}
