package orchestrator.client.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import orchestrator.proto.Addressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void openStore() {
    store = new FolderStore(folder, "https://artefacts.example/");
  }

  @Test
  void whatOneWritesAnotherReads() {
    Addressable address = store.write("MyOrg1MSP", "models/m1", "weights");

    assertThat(new FolderStore(folder, "https://artefacts.example/").readText(address))
        .isEqualTo("weights");
    assertThat(address.getStorageAddress())
        .isEqualTo("https://artefacts.example/MyOrg1MSP/models/m1");
    assertThat(folder.resolve("MyOrg1MSP/models/m1")).hasContent("weights");
  }

  @Test
  void aFileThatWasTamperedWithIsRefused() throws IOException {
    Addressable address = store.write("MyOrg1MSP", "models/m1", "weights");
    Files.writeString(folder.resolve("MyOrg1MSP/models/m1"), "Weights");

    assertThatThrownBy(() -> store.read(address))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("models/m1 has the SHA-256 ")
        .hasMessageContaining("but " + address.getChecksum() + " is registered");
  }

  @Test
  void aMissingFileIsNamed() {
    Addressable address = store.write("MyOrg1MSP", "models/m1", "weights");
    store.remove("MyOrg1MSP", "models/m1");

    assertThatThrownBy(() -> store.read(address))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("models/m1 is missing");
  }

  @Test
  void removingTwiceIsRemovingOnce() {
    store.write("MyOrg1MSP", "models/m1", "weights");

    store.remove("MyOrg1MSP", "models/m1");
    store.remove("MyOrg1MSP", "models/m1");

    assertThat(folder.resolve("MyOrg1MSP/models")).isEmptyDirectory();
  }

  @Test
  void noAddressLeadsOutOfTheStore() {
    Addressable outside =
        Addressable.newBuilder()
            .setStorageAddress("https://artefacts.example/a/../../etc/passwd")
            .build();
    Addressable elsewhere =
        Addressable.newBuilder().setStorageAddress("https://store.example/m1").build();

    assertThatThrownBy(() -> store.read(outside)).hasMessageContaining("leads out of the store");
    assertThatThrownBy(() -> store.read(elsewhere)).hasMessageContaining("not one of this store");
  }

  @Test
  void anyOrganizationHasAFolderOfItsOwn() {
    Addressable address = store.write("../Org é", "models/m1", "weights");

    assertThat(store.readText(address)).isEqualTo("weights");
    assertThat(folder.getParent().resolve("Org é")).doesNotExist();
  }
}
