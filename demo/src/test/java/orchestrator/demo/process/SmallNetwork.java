package orchestrator.demo.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that announces itself as the loopback network does, with a process of its own that
 * stands for the chaincodes. What it is told it writes into its folder.
 */
public final class SmallNetwork {

  private SmallNetwork() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    if (given.contains("--chaincode=no chaincode")) {
      System.err.println("the chaincode of A has ended");
      return;
    }
    Path folder = Path.of(given.get(1).substring("--folder=".length()));
    Process chaincode = new ProcessBuilder("sleep", "60").start();
    Files.writeString(folder.resolve("told"), String.join(" ", given));
    Files.writeString(folder.resolve("options"), System.getenv("JDK_JAVA_OPTIONS"));
    Files.writeString(folder.resolve("chaincode.pid"), Long.toString(chaincode.pid()));
    System.out.println("fabric-loopback: identities " + folder.resolve("identities.yaml"));
    Thread.sleep(60_000);
  }
}
