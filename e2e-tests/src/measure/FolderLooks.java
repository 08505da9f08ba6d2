import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import orchestrator.server.storage.RocksStores;
import orchestrator.server.storage.Store;

/**
 * What a commit's looks at its folder cost, in commits of one small row: by turns commits, and
 * looks at two files each, of which a commit makes three. Run as `java -cp orchestrator.jar
 * FolderLooks.java FOLDER`, with a folder that does not exist.
 */
public class FolderLooks {
  private static final int ROUNDS = 20;
  private static final int COMMITS = 200;
  private static final int LOOKS_OF_A_COMMIT = 3;

  public static void main(String[] arguments) {
    try (RocksStores storage = RocksStores.open(Path.of(arguments[0]), List.of("a"))) {
      Store store = storage.all().get("a");
      long commits = 0;
      long looks = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < COMMITS; i++) {
          store.commit(store.term(), row(round * COMMITS + i));
        }
        long middle = System.nanoTime();
        for (int i = 0; i < COMMITS * LOOKS_OF_A_COMMIT; i++) {
          if (!storage.folder().watch().isKept()) {
            throw new IllegalStateException("the folder has been taken away");
          }
        }
        if (round >= ROUNDS / 2) {
          commits += middle - start;
          looks += System.nanoTime() - middle;
        }
      }
      int counted = ROUNDS / 2 * COMMITS;
      System.out.printf(
          "commit with its looks %.1f us, the looks %.1f us, %.1f %%%n",
          commits / 1e3 / counted, looks / 1e3 / counted, 100.0 * looks / commits);
    }
  }

  private static NavigableMap<Key, Optional<byte[]>> row(int number) {
    NavigableMap<Key, Optional<byte[]>> row = new TreeMap<>();
    row.put(Key.of("t", Integer.toString(number)), Optional.of(new byte[200]));
    return row;
  }
}
