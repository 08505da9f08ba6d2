package orchestrator.chaincode.pack;

import com.google.common.hash.Hashing;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds the package that a peer installs. The same arguments make the same bytes.
 *
 * @param label by which people know the package
 * @param bytes of the file
 */
record ChaincodePackage(String label, ByteString bytes) {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

  /** True if a peer takes the label. */
  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /** A package for a service that the peer connects to; it holds no code. */
  static ChaincodePackage ofService(String label, Connection connection) {
    JsonObject metadata = metadata("ccaas", label);
    return of(metadata, List.of(PackedFile.ofText("connection.json", connection.json())));
  }

  /**
   * A package for a peer that builds and runs Java chaincode itself.
   *
   * @param code what is to be built
   */
  static ChaincodePackage ofJava(String label, List<PackedFile> code) {
    JsonObject metadata = metadata("java", label);
    metadata.addProperty("path", "");
    return of(metadata, code);
  }

  private static JsonObject metadata(String type, String label) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("type", type);
    metadata.addProperty("label", label);
    return metadata;
  }

  private static ChaincodePackage of(JsonObject metadata, List<PackedFile> code) {
    ByteString archive =
        Archive.of(
            List.of(
                PackedFile.ofText("metadata.json", metadata.toString()),
                new PackedFile("code.tar.gz", StoredGzip.of(Archive.of(code)))));
    return new ChaincodePackage(metadata.get("label").getAsString(), StoredGzip.of(archive));
  }

  /** By which a peer knows the package: label and digest. */
  String id() {
    return label + ":" + Hashing.sha256().hashBytes(bytes.asReadOnlyByteBuffer());
  }
}
