package orchestrator.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orchestrator.executor.Works;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToscaScriptTest {
  @TempDir private Path folder;

  /** An SSH server gives a command to the login shell in just this way. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "mksh", "zsh", "csh", "fish"})
  void anyLoginShellWillDo(String shell) throws Exception {
    assumeTrue(
        Files.exists(Path.of("/bin", shell)) || Files.exists(Path.of("/usr/bin", shell)),
        "there is no " + shell);
    Path script = Files.writeString(folder.resolve("a b's.sh"), "export x=\"<$v>\"; echo $0\n");

    Process process =
        new ProcessBuilder(shell, "-c", "exec /bin/sh").redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(
          ToscaScript.of(Works.of("toscassh", script.toString(), "v=it's $1\n!").work())
              .getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("x=<it's $1\n!>", script + "\n");
  }
}
