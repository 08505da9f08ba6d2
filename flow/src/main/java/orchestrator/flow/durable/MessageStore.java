package orchestrator.flow.durable;

import com.google.common.base.Splitter;
import java.util.List;
import orchestrator.client.spec.FolderStore;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;

/**
 * Keeps the texts of messages: in the assets themselves, where every organization of the channel
 * can read them, or elsewhere. Orchestrator and services need the same one.
 *
 * <pre>{@code
 * FolderStore folder = new FolderStore(Path.of("/mnt/shared"), "https://store.example.org/");
 * MessageStore store = MessageStore.inFolder(folder, "MyOrg1MSP");
 * DurableFlows.of(client, flows).store(store).start();
 * }</pre>
 */
public interface MessageStore {
  /**
   * Keeps a text.
   *
   * @param name what tells it from other texts: run and place
   * @return what stands in the assets in its place
   */
  String keep(String name, String text);

  /** Reads what was kept. */
  String read(String kept);

  /**
   * Keeps texts in the assets: nothing else is needed, and nothing is private.
   *
   * @param longest how long a text may be, in characters; a longer one is refused
   */
  static MessageStore inAssets(int longest) {
    return new MessageStore() {
      @Override
      public String keep(String name, String text) {
        if (text.length() > longest) {
          throw new IllegalArgumentException(
              "the message %s has %d characters, and assets take %d; a MessageStore elsewhere takes more"
                  .formatted(name, text.length(), longest));
        }
        return text;
      }

      @Override
      public String read(String kept) {
        return kept;
      }
    };
  }

  /**
   * Keeps texts in a folder that all organizations of the flow reach; the assets have address and
   * checksum alone.
   *
   * @param organization whose files they are
   */
  static MessageStore inFolder(FolderStore folder, String organization) {
    return new MessageStore() {
      @Override
      public String keep(String name, String text) {
        // Runs are named by their users, and not every name is a file's.
        Addressable address = folder.write(organization, "messages/" + Keys.named(name), text);
        return address.getChecksum() + " " + address.getStorageAddress();
      }

      @Override
      public String read(String kept) {
        List<String> parts = Splitter.on(' ').limit(2).splitToList(kept);
        return folder.readText(
            Addressable.newBuilder()
                .setChecksum(parts.get(0))
                .setStorageAddress(parts.get(parts.size() - 1))
                .build());
      }
    };
  }
}
