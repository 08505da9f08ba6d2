package orchestrator.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.SubscribeToEventsParam;

/** Calls and streams that tell how they end, and files that change under a server. */
public final class TestCalls {
  private TestCalls() {}

  /** Calls over a connection as an organization on a channel. */
  public static Channel as(Channel connection, String organization, String channel) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("mspid", Metadata.ASCII_STRING_MARSHALLER), organization);
    headers.put(Metadata.Key.of("channel", Metadata.ASCII_STRING_MARSHALLER), channel);
    return ClientInterceptors.intercept(
        connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** How a small call goes. */
  public static Status call(Channel channel) {
    try {
      ClientCalls.blockingUnaryCall(
          channel,
          InfoServiceGrpc.getQueryVersionMethod(),
          CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
          QueryVersionParam.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  /** Follows the events; tells the end. */
  public static CompletableFuture<Status> follow(Channel channel) {
    CompletableFuture<Status> end = new CompletableFuture<>();
    EventServiceGrpc.newStub(channel)
        .subscribeToEvents(
            SubscribeToEventsParam.getDefaultInstance(),
            new StreamObserver<Event>() {
              @Override
              public void onNext(Event event) {}

              @Override
              public void onError(Throwable why) {
                end.complete(Status.fromThrowable(why));
              }

              @Override
              public void onCompleted() {
                end.complete(Status.OK);
              }
            });
    return end.orTimeout(60, TimeUnit.SECONDS);
  }

  /** As careful people replace files: nobody sees half of one. */
  public static void replace(Path file, String text) throws Exception {
    Path beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
