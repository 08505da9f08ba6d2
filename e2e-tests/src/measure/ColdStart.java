import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.slf4j.LoggerFactory;

/**
 * How soon a server that has just been started answers, and how many writes of 64 clients, with a
 * connection each, it answers in each second after its start, beside the rate of a warm server. The
 * first server only warms up this program and tells the warm rate.
 *
 * <p>Run as `java -cp app/target/orchestrator.jar ColdStart.java STARTS PORT COMMAND...` where the
 * command starts a server on that port and takes `--data FOLDER` at its end.
 */
public class ColdStart {
  private static final int CLIENTS = 64;
  private static final int WARM_SECONDS = 30;
  private static final int COLD_SECONDS = 6;

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    int starts = Integer.parseInt(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    List<String> command = List.of(arguments).subList(2, arguments.length);
    int[] warm = new Server(command, port).load(WARM_SECONDS).bySecond();
    double rate = 0;
    for (int second = WARM_SECONDS - 10; second < WARM_SECONDS; second++) {
      rate += warm[second] / 10.0;
    }
    System.out.printf("warm: %.0f writes a second%n", rate);
    for (int start = 0; start < starts; start++) {
      Figures figures = new Server(command, port).load(COLD_SECONDS);
      System.out.printf(
          "first answer after %.2f s; of the warm rate in each second after that:",
          figures.firstAnswer());
      for (int second = 0; second < COLD_SECONDS; second++) {
        System.out.printf(" %.2f", figures.bySecond()[second] / rate);
      }
      System.out.println();
    }
  }

  /** When the first call was answered, in seconds after the start, and the calls in each one after. */
  private record Figures(double firstAnswer, int[] bySecond) {}

  private static final class Server {
    private final Process process;
    private final int port;
    private final long begun = System.nanoTime();
    private final List<ManagedChannel> connections = new ArrayList<>();
    private volatile boolean loading = true;

    Server(List<String> command, int port) throws IOException {
      Path folder = Files.createTempDirectory("cold-start");
      List<String> whole = new ArrayList<>(command);
      whole.addAll(List.of("--data", folder.resolve("data").toString()));
      this.port = port;
      this.process =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    }

    Figures load(int seconds) throws Exception {
      while (!isOpen()) {
        Thread.sleep(2);
      }
      ClientCalls.blockingUnaryCall(
          connect(),
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          CallOptions.DEFAULT,
          RegisterOrganizationParam.getDefaultInstance());
      long answered = System.nanoTime();
      AtomicIntegerArray calls = new AtomicIntegerArray(seconds + 1);
      for (int client = 0; client < CLIENTS; client++) {
        write(connect(), answered, calls);
      }
      TimeUnit.NANOSECONDS.sleep(answered + seconds * 1_000_000_000L - System.nanoTime());
      loading = false;
      int[] bySecond = new int[seconds];
      for (int second = 0; second < seconds; second++) {
        bySecond[second] = calls.get(second);
      }
      connections.forEach(ManagedChannel::shutdownNow);
      process.destroyForcibly().waitFor();
      return new Figures((answered - begun) / 1e9, bySecond);
    }

    private boolean isOpen() {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    private Channel connect() {
      ManagedChannel connection =
          NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
      connections.add(connection);
      Metadata headers = new Metadata();
      headers.put(Metadata.Key.of("mspid", Metadata.ASCII_STRING_MARSHALLER), "MyOrg1MSP");
      headers.put(Metadata.Key.of("channel", Metadata.ASCII_STRING_MARSHALLER), "mychannel");
      return ClientInterceptors.intercept(
          connection, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private void write(Channel connection, long start, AtomicIntegerArray calls) {
      ListenableFuture<?> answer =
          ClientCalls.futureUnaryCall(
              connection.newCall(
                  FunctionServiceGrpc.getRegisterFunctionMethod(), CallOptions.DEFAULT),
              function());
      Futures.addCallback(
          answer,
          new FutureCallback<Object>() {
            @Override
            public void onSuccess(Object function) {
              int second = (int) ((System.nanoTime() - start) / 1_000_000_000L);
              calls.incrementAndGet(Math.min(second, calls.length() - 1));
              if (loading) {
                write(connection, start, calls);
              }
            }

            @Override
            public void onFailure(Throwable failure) {
              if (loading) {
                failure.printStackTrace();
              }
            }
          },
          MoreExecutors.directExecutor());
    }

    private static NewFunction function() {
      String key = UUID.randomUUID().toString();
      return NewFunction.newBuilder()
          .setKey(key)
          .setName("cold")
          .setArchive(address(key + "/archive"))
          .setDescription(address(key + "/description"))
          .setNewPermissions(NewPermissions.newBuilder().setPublic(true))
          .putOutputs("model", FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build())
          .build();
    }

    private static Addressable address(String path) {
      return Addressable.newBuilder()
          .setChecksum("0".repeat(64))
          .setStorageAddress("https://example.org/" + path)
          .build();
    }
  }
}
