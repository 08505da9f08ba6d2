package orchestrator.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the jars of the ledger mode, as the build leaves them. */
public final class LedgerJars {
  private LedgerJars() {}

  /** The chaincode's. */
  public static Path chaincode() {
    return jar("chaincode", "orchestrator-chaincode.jar");
  }

  /** The loopback network's. */
  public static Path loopback() {
    return jar("fabric-loopback", "fabric-loopback.jar");
  }

  private static Path jar(String module, String name) {
    Path jar = ModuleFolder.path().resolveSibling(module).resolve("target").resolve(name);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build " + module + " first: there is no " + jar);
    }
    return jar;
  }
}
