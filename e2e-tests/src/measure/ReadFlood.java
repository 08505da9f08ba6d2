import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import org.slf4j.LoggerFactory;

/**
 * How long small reads of one organization take while another asks for 100 pages of 10 000 tasks at
 * once, again and again, on several connections; and how long they take without that, in pairs on
 * the same server. Pages are thrown away as they come, so that the flood costs its sender little.
 *
 * <p>Run as `java -cp app/target/orchestrator.jar ReadFlood.java HOST:PORT [PAIRS]`
 * with a fresh server of the channel `mychannel`.
 */
public class ReadFlood {
  private static final int CONNECTIONS = 4;
  private static final int PAGES = 100;
  private static final int TASKS = 10_000;
  private static final long WARM_UP = 5_000_000_000L;
  private static final long SPAN = 6_000_000_000L;

  private static final String SOURCE = "e2e-tests/src/measure/ReadFlood.java";

  private static String target;

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    target = arguments[0];
    if (arguments.length > 1 && arguments[1].equals("flood")) {
      Flood.onOrders();
      return;
    }
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    io.grpc.Channel owner = channel("MyOrg1MSP");
    io.grpc.Channel reader = channel("MyOrg2MSP");
    GetFunctionParam small = fill(owner, reader);
    List<Double> ratios = new ArrayList<>();
    try (FloodProcess flood = new FloodProcess()) {
      measure(reader, small, WARM_UP);
      flood.begin();
      measure(reader, small, WARM_UP);
      flood.end();
      for (int pair = 1; pair <= pairs; pair++) {
        long[] quiet = measure(reader, small, SPAN);
        flood.begin();
        long[] loud = measure(reader, small, SPAN);
        double pages = flood.end() / (SPAN / 1e9);
        double ratio = (double) at(loud, 0.99) / at(quiet, 0.99);
        ratios.add(ratio);
        System.out.printf(
            "pair %d: quiet p50 %.2f p99 %.2f ms (%d reads); flood p50 %.2f p99 %.2f max %.1f ms (%d reads, %.1f pages/s); p99 x %.1f%n",
            pair,
            at(quiet, 0.5) / 1e6,
            at(quiet, 0.99) / 1e6,
            quiet.length,
            at(loud, 0.5) / 1e6,
            at(loud, 0.99) / 1e6,
            at(loud, 1) / 1e6,
            loud.length,
            pages,
            ratio);
      }
    }
    ratios.sort(null);
    System.out.printf("p99 with the flood to without: %.1f in the median%n", ratios.get(ratios.size() / 2));
    System.exit(0);
  }

  private static ManagedChannel connection() {
    return NettyChannelBuilder.forTarget(target)
        .usePlaintext()
        .maxInboundMessageSize(64 << 20)
        .build();
  }

  private static io.grpc.Channel channel(String organization) {
    return as(organization, connection());
  }

  private static io.grpc.Channel as(String organization, ManagedChannel connection) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("mspid", Metadata.ASCII_STRING_MARSHALLER), organization);
    headers.put(Metadata.Key.of("channel", Metadata.ASCII_STRING_MARSHALLER), "mychannel");
    return ClientInterceptors.intercept(
        connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static GetFunctionParam fill(io.grpc.Channel owner, io.grpc.Channel reader) {
    for (io.grpc.Channel channel : List.of(owner, reader)) {
      try {
        OrganizationServiceGrpc.newBlockingStub(channel)
            .registerOrganization(RegisterOrganizationParam.getDefaultInstance());
      } catch (io.grpc.StatusRuntimeException e) {
        System.out.println("not registered: " + e.getStatus().getDescription());
      }
    }
    Addressable address =
        Addressable.newBuilder()
            .setChecksum("0123456789abcdef".repeat(4))
            .setStorageAddress("https://store.example/object")
            .build();
    NewPermissions open = NewPermissions.newBuilder().setPublic(true).build();
    NewFunction function =
        NewFunction.newBuilder()
            .setKey(key())
            .setName("f")
            .setDescription(address)
            .setArchive(address)
            .setNewPermissions(open)
            .putOutputs(
                "model", FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build())
            .build();
    FunctionServiceGrpc.newBlockingStub(owner).registerFunction(function);
    NewComputePlan plan = NewComputePlan.newBuilder().setKey(key()).setName("p").build();
    ComputePlanServiceGrpc.newBlockingStub(owner).registerPlan(plan);
    RegisterTasksParam.Builder tasks = RegisterTasksParam.newBuilder();
    for (int i = 0; i < TASKS; i++) {
      tasks.addTasks(
          NewComputeTask.newBuilder()
              .setKey(key())
              .setFunctionKey(function.getKey())
              .setComputePlanKey(plan.getKey())
              .setWorker("MyOrg1MSP")
              .putMetadata("note", "x".repeat(100))
              .putOutputs(
                  "model", NewComputeTaskOutput.newBuilder().setPermissions(open).build()));
    }
    ComputeTaskServiceGrpc.newBlockingStub(owner).registerTasks(tasks.build());
    return GetFunctionParam.newBuilder().setKey(function.getKey()).build();
  }

  /** How long each of the small reads took that fit into a span, sorted, in nanoseconds. */
  private static long[] measure(io.grpc.Channel reader, GetFunctionParam small, long span) {
    var stub = FunctionServiceGrpc.newBlockingStub(reader);
    long[] took = new long[1 << 20];
    int n = 0;
    long end = System.nanoTime() + span;
    for (long begin = System.nanoTime(); begin < end && n < took.length; ) {
      stub.getFunction(small);
      long now = System.nanoTime();
      took[n++] = now - begin;
      begin = now;
    }
    long[] sorted = Arrays.copyOf(took, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
  }

  /** The flood in a process of its own, so that its sender shares no thread with the reader. */
  private static final class FloodProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    FloodProcess() throws IOException {
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SOURCE,
                  target,
                  "flood")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output = process.inputReader();
    }

    /** Returns when the first page has come. */
    void begin() throws IOException {
      next();
    }

    /** How many pages have come since the flood began. */
    long end() throws IOException {
      return Long.parseLong(next());
    }

    private String next() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      return output.readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** 100 pages that are under way at any time. */
  private static final class Flood implements AutoCloseable {
    private final LongAdder pages = new LongAdder();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<ManagedChannel> connections = new ArrayList<>();

    private static final MethodDescriptor<QueryTasksParam, Integer> QUERY =
        ComputeTaskServiceGrpc.getQueryTasksMethod().toBuilder(
                ComputeTaskServiceGrpc.getQueryTasksMethod().getRequestMarshaller(), new Dropping())
            .build();

    Flood() {
      for (int i = 0; i < CONNECTIONS; i++) {
        ManagedChannel connection = connection();
        connections.add(connection);
        for (int page = 0; page < PAGES / CONNECTIONS; page++) {
          ask(as("MyOrg1MSP", connection));
        }
      }
    }

    /** Begins and ends a flood at each byte of the input, and says when it has. */
    static void onOrders() throws Exception {
      while (System.in.read() >= 0) {
        try (Flood flood = new Flood()) {
          while (flood.pages.sum() == 0) {
            Thread.sleep(1);
          }
          flood.pages.reset();
          System.out.println("begun");
          System.in.read();
          System.out.println(flood.pages.sum());
        }
      }
    }

    private void ask(io.grpc.Channel channel) {
      ClientCalls.asyncUnaryCall(
          channel.newCall(QUERY, CallOptions.DEFAULT),
          QueryTasksParam.newBuilder().setPageSize(TASKS).build(),
          new StreamObserver<>() {
            @Override
            public void onNext(Integer bytes) {}

            @Override
            public void onError(Throwable failure) {
              if (!over.get()) {
                System.out.println("a page failed: " + failure.getMessage());
                ask(channel);
              }
            }

            @Override
            public void onCompleted() {
              pages.increment();
              if (!over.get()) {
                ask(channel);
              }
            }
          });
    }

    @Override
    public void close() {
      over.set(true);
      connections.forEach(ManagedChannel::shutdownNow);
    }
  }

  private static final class Dropping implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer bytes) {
      throw new UnsupportedOperationException("answers are only read");
    }

    @Override
    public Integer parse(InputStream stream) {
      try {
        return Math.toIntExact(stream.skip(Long.MAX_VALUE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
