import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewFunction;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/**
 * What a Fabric network does without the server: each thread submits one transaction after the other
 * through the bare gateway SDK and waits for its commit. Run as
 * `java -cp app/target/orchestrator.jar LedgerWrites.java IDENTITIES MSPID CHANNEL
 * CHAINCODE put|register THREADS SECONDS`, with the server's own file of identities. `put` is for
 * {@link PutChaincode}; `register` makes the calls that `bench write` makes, on the orchestrator's
 * chaincode, where the organization has to be registered.
 */
public class LedgerWrites {
  private static final long WARMUP_SECONDS = 5;

  private record Call(String function, byte[][] arguments) {}

  public static void main(String[] arguments) throws Exception {
    // Without the server's settings each message on the wire would be logged.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Path identities = Path.of(arguments[0]);
    String organization = arguments[1];
    Supplier<Call> calls =
        switch (arguments[4]) {
          case "put" -> LedgerWrites::put;
          case "register" -> LedgerWrites::register;
          default -> throw new IllegalArgumentException("put or register, not " + arguments[4]);
        };
    int threads = Integer.parseInt(arguments[5]);
    int seconds = Integer.parseInt(arguments[6]);
    Map<String, Map<String, String>> known = new Yaml().load(Files.readString(identities));
    Map<String, String> identity = known.get(organization);
    Path folder = identities.toAbsolutePath().getParent();
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                identity.get("endpoint"),
                TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve(identity.get("tls_ca")).toFile())
                    .build())
            .build();
    try (Gateway gateway = gateway(channel, organization, identity, folder)) {
      Contract contract = gateway.getNetwork(arguments[2]).getContract(arguments[3]);
      measure(contract, calls, threads, seconds);
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private static Gateway gateway(
      ManagedChannel channel, String organization, Map<String, String> identity, Path folder)
      throws Exception {
    try (Reader certificate = Files.newBufferedReader(folder.resolve(identity.get("certificate")));
        Reader key = Files.newBufferedReader(folder.resolve(identity.get("key")))) {
      return Gateway.newInstance()
          .identity(new X509Identity(organization, Identities.readX509Certificate(certificate)))
          .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(key)))
          .hash(Hash.SHA256)
          .connection(channel)
          .connect();
    }
  }

  private static Call put() {
    return new Call(
        "put",
        new byte[][] {
          UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8),
          "a value".getBytes(StandardCharsets.UTF_8)
        });
  }

  private static Call register() {
    NewFunction function =
        FunctionSpec.named("bench")
            .sharing(Sharing.everyone())
            .input(
                "models",
                FunctionInput.newBuilder()
                    .setKind(AssetKind.ASSET_MODEL)
                    .setMultiple(true)
                    .setOptional(true)
                    .build())
            .output("model", AssetKind.ASSET_MODEL)
            .toMessage();
    String key = UUID.randomUUID().toString();
    return new Call(
        "orchestrator.FunctionService/RegisterFunction",
        new byte[][] {
          function.toBuilder()
              .setKey(key)
              .setArchive(address("archive", key))
              .setDescription(address("description", key))
              .build()
              .toByteArray()
        });
  }

  private static Addressable address(String kind, String key) {
    return Addressable.newBuilder()
        .setChecksum(Addressables.checksum(new byte[0]))
        .setStorageAddress("https://bench.example.org/" + kind + "/" + key)
        .build();
  }

  private static void measure(Contract contract, Supplier<Call> calls, int threads, int seconds)
      throws InterruptedException {
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    LongAdder failures = new LongAdder();
    long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARMUP_SECONDS);
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                  boolean done = submit(contract, calls.get());
                  long after = System.nanoTime();
                  if (!done) {
                    failures.increment();
                  } else if (now >= begin && after < end) {
                    nanos.add(after - now);
                  }
                }
              });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%d threads: %.1f a second, median %.1f ms, 99th percentile %.1f ms, %d failed%n",
        threads,
        sorted.size() / (double) seconds,
        at(sorted, 50),
        at(sorted, 99),
        failures.sum());
  }

  private static boolean submit(Contract contract, Call call) {
    try {
      contract.newProposal(call.function()).addArguments(call.arguments()).build().endorse().submit();
      return true;
    } catch (GatewayException | org.hyperledger.fabric.client.CommitException e) {
      return false;
    }
  }

  private static double at(List<Long> sorted, int percent) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
  }
}
