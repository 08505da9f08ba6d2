package orchestrator.client.bench;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

/**
 * Makes the assets that the workloads register, and registers their organization. Each asset has
 * addresses of its own, since some servers take an address only once.
 */
final class BenchAssets {
  private static final String CHECKSUM = Addressables.checksum(new byte[0]);
  private static final NewFunction FUNCTION =
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

  private BenchAssets() {}

  /** A random key, cheaper than a cryptographic one: thousands are made a second. */
  static String key() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  static NewFunction function(String key) {
    return FUNCTION.toBuilder()
        .setKey(key)
        .setArchive(address("archive", key))
        .setDescription(address("description", key))
        .build();
  }

  static Addressable address(String kind, String key) {
    return Addressable.newBuilder()
        .setChecksum(CHECKSUM)
        .setStorageAddress("https://bench.example.org/" + kind + "/" + key)
        .build();
  }

  /** Registers the client's organization, unless it is registered. */
  static void registerOrganization(OrchestratorClient client) {
    try {
      client.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
  }
}
