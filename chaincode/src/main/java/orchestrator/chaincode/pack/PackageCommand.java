package orchestrator.chaincode.pack;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a package and tells its id. */
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the package that a peer installs, and prints its id, which the service needs as"
          + " CORE_CHAINCODE_ID_NAME. The same options make the same file."
    },
    footer = {
      "",
      "In the address and in PEM files the peer's builder fills in {{.name}} from"
          + " CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG."
    })
public final class PackageCommand implements Callable<Integer> {
  private final Path jar;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ConnectionOptions service = new ConnectionOptions();

  @Option(
      names = "--classic",
      description = "For a peer that builds and runs Java chaincode itself, instead of a service.")
  private boolean classic;

  @Option(
      names = "--label",
      defaultValue = "orchestrator",
      paramLabel = "LABEL",
      description = "The package's name for people (default ${DEFAULT-VALUE}).")
  private String label = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, such as orchestrator.tgz.")
  private Optional<Path> output = Optional.empty();

  /**
   * The command of a chaincode.
   *
   * @param jar the chaincode itself, which a classic package holds
   */
  public PackageCommand(Path jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() throws IOException {
    ChaincodePackage made = make();
    Path file = output.orElseThrow();
    try {
      Files.write(file, made.bytes().toByteArray());
    } catch (IOException e) {
      throw new IOException("--output: cannot write " + file, e);
    }
    commandLine().getOut().println(made.id());
    return CommandLine.ExitCode.OK;
  }

  private ChaincodePackage make() throws IOException {
    try {
      if (!ChaincodePackage.isLabel(label)) {
        throw new IllegalArgumentException(
            "--label: \"" + label + "\" is not of letters, digits and _.+-");
      }
      if (output.orElseThrow().toString().isEmpty()) {
        throw new IllegalArgumentException("--output: must not be empty");
      }
      if (!classic) {
        return ChaincodePackage.ofService(label, service.connection());
      }
      if (service.isGiven()) {
        throw new IllegalArgumentException("--classic: there is no service to connect to then");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
    return ChaincodePackage.ofJava(label, JavaProject.of(jar()));
  }

  private ByteString jar() throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("--classic: " + jar + " is not the chaincode's jar");
    }
    try (InputStream in = Files.newInputStream(jar)) {
      return ByteString.readFrom(in);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("the command is not run by a command line");
    }
    return spec.commandLine();
  }
}
