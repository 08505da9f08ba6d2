package orchestrator.client.spec;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import orchestrator.proto.Addressable;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewPermissions;

/**
 * Describes a data manager to register: a new key, data and logs for nobody but its owner, unless
 * said otherwise. Its opener and description are required.
 *
 * <pre>{@code
 * NewDataManager manager =
 *     DataManagerSpec.named("cohort 2024")
 *         .opener(Addressables.of(code, "https://store.example.org/opener.py"))
 *         .description(Addressables.of(text, "https://store.example.org/cohort.md"))
 *         .sharing(Sharing.with("MyOrg2MSP"))
 *         .toMessage();
 * client.call(DataManagerServiceGrpc.getRegisterDataManagerMethod(), manager);
 * NewDataSample sample = DataManagerSpec.sample(manager.getKey(), bytes);
 * }</pre>
 */
public final class DataManagerSpec {
  private final NewDataManager.Builder message;

  private DataManagerSpec(String name) {
    message =
        NewDataManager.newBuilder()
            .setKey(Keys.random())
            .setName(name)
            .setNewPermissions(Sharing.ownerOnly())
            .setLogsPermission(Sharing.ownerOnly());
  }

  /** Starts with a name of 1 to 100 characters. */
  public static DataManagerSpec named(String name) {
    return new DataManagerSpec(name);
  }

  /** A sample of one data manager, with a new key and the SHA-256 of its content. */
  public static NewDataSample sample(String dataManagerKey, byte[] content) {
    return NewDataSample.newBuilder()
        .setKey(Keys.random())
        .addDataManagerKeys(dataManagerKey)
        .setChecksum(Addressables.checksum(content))
        .build();
  }

  /**
   * A key of the caller's choice.
   *
   * @throws IllegalArgumentException when it is not a lower-case UUID
   */
  @CanIgnoreReturnValue
  public DataManagerSpec key(String key) {
    message.setKey(Keys.checked(key));
    return this;
  }

  /** Where the code is that reads the data. */
  @CanIgnoreReturnValue
  public DataManagerSpec opener(Addressable opener) {
    message.setOpener(opener);
    return this;
  }

  /** Where the data is described. */
  @CanIgnoreReturnValue
  public DataManagerSpec description(Addressable description) {
    message.setDescription(description);
    return this;
  }

  /** Who may use the data in tasks, which run at its owner's. */
  @CanIgnoreReturnValue
  public DataManagerSpec sharing(NewPermissions permissions) {
    message.setNewPermissions(permissions);
    return this;
  }

  /** Who may read the logs of tasks that used the data. */
  @CanIgnoreReturnValue
  public DataManagerSpec logs(NewPermissions permissions) {
    message.setLogsPermission(permissions);
    return this;
  }

  /** A pair that travels with the data manager, each side at most 100 characters. */
  @CanIgnoreReturnValue
  public DataManagerSpec metadata(String key, String value) {
    message.putMetadata(key, value);
    return this;
  }

  /** The message to register; later changes of this description do not reach it. */
  public NewDataManager toMessage() {
    return message.build();
  }
}
