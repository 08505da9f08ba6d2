package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsFileTest {
  private static final StoredAccount ALICE = Fixtures.account("alice", "a");
  private static final StoredAccount BOB = Fixtures.account("bob", "b");

  @TempDir private Path folder;
  private Path path;
  private AccountsFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("accounts.yaml");
    file = new AccountsFile(path);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private List<String> filesInFolder() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aMissingFileIsMadeForItsOwnerAlone() throws Exception {
    file.update(accounts -> accounts.with(ALICE));

    assertThat(file.read()).isEqualTo(Accounts.of(List.of(ALICE)));
    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(Files.readString(path)).startsWith(AccountsWriter.FIRST_LINE);
    assertThat(filesInFolder()).containsExactly(".accounts.yaml.lock", "accounts.yaml");
  }

  @Test
  void anEmptyFileHasNoAccountsYet() throws Exception {
    Files.createFile(path);
    file.update(accounts -> accounts.with(ALICE));

    assertThat(file.read().all()).hasSize(1);
  }

  @Test
  void aReplacedFileKeepsItsModeAndTheOrderOfItsAccounts() throws Exception {
    Fixtures.write(path, Accounts.of(List.of(BOB, ALICE)));
    mode(path, "rw-r-----");
    StoredAccount changed = BOB.withPassword(Fixtures.hash("new"));

    file.update(accounts -> accounts.with(changed));

    assertThat(mode(path)).isEqualTo("rw-r-----");
    assertThat(file.read().all()).containsExactly(changed, ALICE);
  }

  @Test
  void aLinkStaysOne() throws Exception {
    Path real = folder.resolve("real.yaml");
    Fixtures.write(real, Accounts.of(List.of(BOB)));
    Files.createSymbolicLink(path, real);

    file.update(accounts -> accounts.with(ALICE));

    assertThat(path).isSymbolicLink();
    assertThat(new AccountsFile(real).read().all()).hasSize(2);
  }

  @Test
  void whatFailsLeavesTheFileAsItWas() throws Exception {
    Files.writeString(path, "broken: yes");

    assertThatThrownBy(() -> file.update(accounts -> accounts.with(ALICE)))
        .hasMessage(path + ": unknown key \"broken\"");
    assertThat(Files.readString(path)).isEqualTo("broken: yes");

    Files.delete(path);
    assertThatThrownBy(
            () ->
                file.update(
                    accounts -> {
                      throw new AccountsException("no");
                    }))
        .hasMessage("no");
    assertThat(path).doesNotExist();
  }

  @Test
  void changesAtOnceLoseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i : IntStream.range(0, 40).toArray()) {
        StoredAccount account = Fixtures.account("a" + i, "x");
        all.add(
            CompletableFuture.runAsync(
                () -> new AccountsFile(path).update(accounts -> accounts.with(account)), threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdown();
    }
    assertThat(file.read().all()).hasSize(40);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    assertThatThrownBy(file::read).hasMessage(path + ": there is no such file or folder");
    assertThatThrownBy(() -> new AccountsFile(folder).read())
        .isInstanceOf(AccountsException.class)
        .hasMessageStartingWith(folder + ": ");
    Files.write(path, new byte[(3 << 20) + 1]);
    assertThatThrownBy(file::read).hasMessage(path + ": it is larger than 3 MiB");
    Path nowhere = folder.resolve("none/accounts.yaml");
    assertThatThrownBy(() -> new AccountsFile(nowhere).update(accounts -> accounts))
        .hasMessage(nowhere + ": there is no such file or folder");
  }

  @Test
  void aFileThatOthersMayReadIsWarnedOf() throws Exception {
    Fixtures.write(path, Accounts.NONE);
    mode(path, "rw-r-----");
    assertThat(file.warning()).isEmpty();
    mode(path, "rw-r--r--");
    assertThat(file.warning())
        .contains(path + " can be read by every user of this machine: chmod 600 it");
    mode(path, "rw-rw-rw-");
    assertThat(file.warning())
        .contains(path + " can be written by every user of this machine: chmod 600 it");
  }
}
