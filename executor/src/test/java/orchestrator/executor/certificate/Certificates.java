package orchestrator.executor.certificate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.executor.remote.RemoteSettings;
import orchestrator.executor.server.ServerSettings.TlsFiles;
import picocli.CommandLine;

/** Makes certificates for tests, as the command does. */
public final class Certificates {
  private Certificates() {}

  /** Makes TARGET.pem and TARGET_key.pem in a folder, for 127.0.0.1. */
  public static void make(Path folder, String target, String... more) {
    StringWriter error = new StringWriter();
    CommandLine command =
        new CommandLine(new CertificateCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(error));
    String[] arguments = new String[more.length + 4];
    System.arraycopy(
        new String[] {"-host", "127.0.0.1", "-target", folder.resolve(target).toString()},
        0,
        arguments,
        0,
        4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    if (command.execute(arguments) != 0) {
      throw new IllegalStateException(error.toString());
    }
  }

  /** What an executor uses of such a folder. */
  public static TlsFiles executor(Path folder) {
    return new TlsFiles(
        folder.resolve("executor.pem"),
        folder.resolve("executor_key.pem"),
        folder.resolve("orchestrator.pem"));
  }

  /** What who asks one uses of such a folder. */
  public static Optional<RemoteSettings.Tls> orchestrator(Path folder) {
    return Optional.of(
        new RemoteSettings.Tls(
            folder.resolve("orchestrator.pem"),
            folder.resolve("orchestrator_key.pem"),
            folder.resolve("executor.pem")));
  }
}
