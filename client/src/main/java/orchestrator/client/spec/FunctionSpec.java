package orchestrator.client.spec;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;

/**
 * Describes a function to register: a new key, nobody but its owner may process it, no inputs and
 * no outputs, unless said otherwise. Its archive and description are required.
 *
 * <pre>{@code
 * NewFunction train =
 *     FunctionSpec.named("train")
 *         .archive(Addressables.of(zip, "https://store.example.org/train.zip"))
 *         .description(Addressables.of(text, "https://store.example.org/train.md"))
 *         .dataInputs("opener", "datasamples")
 *         .optionalInput("shared", AssetKind.ASSET_MODEL)
 *         .output("model", AssetKind.ASSET_MODEL)
 *         .sharing(Sharing.everyone())
 *         .toMessage();
 * client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), train);
 * }</pre>
 */
public final class FunctionSpec {
  private final NewFunction.Builder message;

  private FunctionSpec(String name) {
    message =
        NewFunction.newBuilder()
            .setKey(Keys.random())
            .setName(name)
            .setNewPermissions(Sharing.ownerOnly());
  }

  /** Starts with a name of 1 to 100 characters, by which workers know what to run. */
  public static FunctionSpec named(String name) {
    return new FunctionSpec(name);
  }

  /**
   * A key of the caller's choice.
   *
   * @throws IllegalArgumentException when it is not a lower-case UUID
   */
  @CanIgnoreReturnValue
  public FunctionSpec key(String key) {
    message.setKey(Keys.checked(key));
    return this;
  }

  /** Where the function's code is. */
  @CanIgnoreReturnValue
  public FunctionSpec archive(Addressable archive) {
    message.setArchive(archive);
    return this;
  }

  /** Where the function is described. */
  @CanIgnoreReturnValue
  public FunctionSpec description(Addressable description) {
    message.setDescription(description);
    return this;
  }

  /** Who may use the function in tasks. */
  @CanIgnoreReturnValue
  public FunctionSpec sharing(NewPermissions permissions) {
    message.setNewPermissions(permissions);
    return this;
  }

  /** The two inputs that only go together: a data manager and at least one of its samples. */
  @CanIgnoreReturnValue
  public FunctionSpec dataInputs(String dataManager, String dataSamples) {
    put(dataManager, AssetKind.ASSET_DATA_MANAGER, false, false);
    return put(dataSamples, AssetKind.ASSET_DATA_SAMPLE, true, false);
  }

  /** An input that takes exactly one asset. */
  @CanIgnoreReturnValue
  public FunctionSpec input(String identifier, AssetKind kind) {
    return put(identifier, kind, false, false);
  }

  /** An input that takes one asset or none. */
  @CanIgnoreReturnValue
  public FunctionSpec optionalInput(String identifier, AssetKind kind) {
    return put(identifier, kind, false, true);
  }

  /** An input that takes one asset or more. */
  @CanIgnoreReturnValue
  public FunctionSpec multipleInput(String identifier, AssetKind kind) {
    return put(identifier, kind, true, false);
  }

  /** An input in full. */
  @CanIgnoreReturnValue
  public FunctionSpec input(String identifier, FunctionInput input) {
    message.putInputs(identifier, input);
    return this;
  }

  /** An output of one model or one performance. */
  @CanIgnoreReturnValue
  public FunctionSpec output(String identifier, AssetKind kind) {
    message.putOutputs(identifier, FunctionOutput.newBuilder().setKind(kind).build());
    return this;
  }

  /** An output of any number of models. */
  @CanIgnoreReturnValue
  public FunctionSpec multipleOutput(String identifier) {
    message.putOutputs(
        identifier,
        FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).setMultiple(true).build());
    return this;
  }

  /** A pair that travels with the function, each side at most 100 characters. */
  @CanIgnoreReturnValue
  public FunctionSpec metadata(String key, String value) {
    message.putMetadata(key, value);
    return this;
  }

  /** The message to register; later changes of this description do not reach it. */
  public NewFunction toMessage() {
    return message.build();
  }

  @CanIgnoreReturnValue
  private FunctionSpec put(String identifier, AssetKind kind, boolean multiple, boolean optional) {
    return input(
        identifier,
        FunctionInput.newBuilder()
            .setKind(kind)
            .setMultiple(multiple)
            .setOptional(optional)
            .build());
  }
}
