package orchestrator.scenario.proxy.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.loopback.crypto.MaterialFolder;
import orchestrator.loopback.crypto.Organization;

/** Makes options of a user of {@code OneMSP}. */
final class UserFixture {
  private UserFixture() {}

  /** With new keys and certificates in the folder. */
  static Map<String, String> options(Path folder) throws IOException {
    new MaterialFolder(folder).write(Organization.create("OneMSP"));
    return options(folder.resolve("OneMSP"), "OneMSP");
  }

  /** With the keys and certificates that are in the folder. */
  static Map<String, String> options(Path folder, String mspId) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("channel", "mychannel");
    options.put("chaincode", "orchestrator");
    options.put("function", "put");
    options.put("mspid", mspId);
    options.put("certificate", folder.resolve("user.pem").toString());
    options.put("key", folder.resolve("user.key").toString());
    return options;
  }
}
