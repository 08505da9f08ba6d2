package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AccountsWatchTest {
  private static final Accounts ALICE = Accounts.of(List.of(Fixtures.account("alice", "a")));
  private static final Accounts BOB = Accounts.of(List.of(Fixtures.account("bob", "b")));
  private static final Duration OFTEN = Duration.ofMillis(5);

  @TempDir private Path folder;
  private Path path;
  private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AccountsWatch.class);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
      };

  @BeforeEach
  void write() throws Exception {
    path = folder.resolve("accounts.yaml");
    writeForOwner(path, ALICE);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopLog() {
    logger.detachAppender(appender);
  }

  private static void writeForOwner(Path file, Accounts accounts) throws Exception {
    Fixtures.write(file, accounts);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private AccountsWatch watch() {
    return new AccountsWatch(new AccountsFile(path), OFTEN);
  }

  private String nextLine() throws InterruptedException {
    String line = log.poll(1, TimeUnit.MINUTES);
    return line == null ? "nothing in a minute" : line;
  }

  private void isTakenUp() throws InterruptedException {
    assertThat(nextLine()).isEqualTo("INFO --accounts " + path + " has changed and is taken up");
  }

  @Test
  void aFileThatIsWrittenInPlaceIsTakenUp() throws Exception {
    try (AccountsWatch watch = watch()) {
      assertThat(watch.get()).isEqualTo(ALICE);
      writeForOwner(path, BOB);
      isTakenUp();
      assertThat(watch.get()).isEqualTo(BOB);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void aFileThatIsReplacedIsTakenUp() throws Exception {
    try (AccountsWatch watch = watch()) {
      Path next = folder.resolve("next");
      writeForOwner(next, BOB);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      isTakenUp();
      assertThat(watch.get()).isEqualTo(BOB);
    }
  }

  @Test
  void aFolderBehindALinkThatIsTurnedIsTakenUp() throws Exception {
    // As Kubernetes mounts a secret.
    for (String version : List.of("v1", "v2")) {
      Files.createDirectory(folder.resolve(version));
      writeForOwner(
          folder.resolve(version).resolve("accounts.yaml"), version.equals("v1") ? ALICE : BOB);
    }
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
    Files.delete(path);
    Files.createSymbolicLink(path, Path.of("..data/accounts.yaml"));
    try (AccountsWatch watch = watch()) {
      assertThat(watch.get()).isEqualTo(ALICE);
      Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("v2"));
      Files.move(
          folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      isTakenUp();
      assertThat(watch.get()).isEqualTo(BOB);
    }
  }

  @Test
  void aBrokenFileChangesNothingAndLeavesOneLineUntilItIsMended() throws Exception {
    try (AccountsWatch watch = watch()) {
      Files.writeString(path, "broken: yes");
      assertThat(nextLine())
          .isEqualTo(
              "WARN the file of --accounts cannot be used, so what it said before stays in use: "
                  + path
                  + ": unknown key \"broken\"");
      assertThat(watch.get()).isEqualTo(ALICE);

      Files.delete(path);
      assertThat(nextLine()).endsWith(path + ": there is no such file or folder");
      assertThat(watch.get()).isEqualTo(ALICE);

      writeForOwner(path, BOB);
      isTakenUp();
      assertThat(watch.get()).isEqualTo(BOB);
    }
  }

  @Test
  void whatTheCommandWritesIsTakenUp() throws Exception {
    try (AccountsWatch watch = watch()) {
      Accounts changed =
          new AccountsFile(path).update(accounts -> accounts.with(Fixtures.account("bob", "b")));
      isTakenUp();
      assertThat(watch.get()).isEqualTo(changed);
    }
  }

  @Test
  void aFileThatOthersMayReadIsWarnedOfAtTheStart() throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    try (AccountsWatch watch = watch()) {
      assertThat(nextLine()).isEqualTo("WARN " + new AccountsFile(path).warning().orElseThrow());
      assertThat(watch.get()).isEqualTo(ALICE);
    }
  }

  @Test
  void aFileThatIsWrongAtTheStartIsSaid() throws Exception {
    Files.writeString(path, "accounts: {alice: {}}");

    assertThatThrownBy(this::watch)
        .isInstanceOf(AccountsException.class)
        .hasMessage(path + ": account alice: it has no password");
  }
}
