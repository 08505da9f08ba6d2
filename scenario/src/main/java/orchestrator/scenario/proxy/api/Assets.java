package orchestrator.scenario.proxy.api;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewFunction;
import orchestrator.scenario.proxy.Transaction;

/**
 * Makes what transactions register. All keys follow from a transaction's place in its run, so that
 * nothing can be registered twice for it.
 */
final class Assets {
  static final String INPUT = "models";
  static final String OUTPUT = "model";

  /** The longest value that metadata may have. */
  private static final int VALUE = 100;

  private static final int DIGITS = 5;
  private static final String CHECKSUM = Addressables.checksum(new byte[0]);

  private Assets() {}

  /** What nothing else is called. It has less than 100 characters, the longest name. */
  static String name(Transaction transaction) {
    return transaction.run() + "-" + transaction.entry() + "-" + transaction.number();
  }

  /** The function that a transaction registers. */
  static NewFunction function(Transaction transaction) {
    String name = name(transaction);
    String key = Keys.named("scenario/function/" + name);
    return NewFunction.newBuilder()
        .setKey(key)
        .setName(name)
        .setArchive(address("archive", key))
        .setDescription(address("description", key))
        .setNewPermissions(Sharing.ownerOnly())
        .putAllMetadata(metadata(transaction.payload()))
        .build();
  }

  /** The function of the tasks of all plans of an organization. */
  static NewFunction functionOfTasks(String organization) {
    String key = Keys.named("scenario/function of tasks/" + organization);
    return FunctionSpec.named("scenario task")
        .key(key)
        .archive(address("archive", key))
        .description(address("description", key))
        .input(
            INPUT,
            FunctionInput.newBuilder()
                .setKind(AssetKind.ASSET_MODEL)
                .setMultiple(true)
                .setOptional(true)
                .build())
        .output(OUTPUT, AssetKind.ASSET_MODEL)
        .toMessage();
  }

  private static Addressable address(String kind, String key) {
    // An address of its own each, since some servers take one only once.
    return Addressable.newBuilder()
        .setChecksum(CHECKSUM)
        .setStorageAddress("https://scenario.example.org/" + kind + "/" + key)
        .build();
  }

  /** A payload in pieces that fit; none for an empty one. */
  static Map<String, String> metadata(String payload) {
    Map<String, String> pieces = new LinkedHashMap<>();
    for (int start = 0; start < payload.length(); start += VALUE) {
      String number = Integer.toString(pieces.size());
      pieces.put(
          "p" + "0".repeat(Math.max(0, DIGITS - number.length())) + number,
          payload.substring(start, Math.min(payload.length(), start + VALUE)));
    }
    return pieces;
  }
}
