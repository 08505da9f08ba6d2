package orchestrator.chaincode.pack;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Wraps the jar into a project that a peer's builder for Java takes. A jar alone would be run
 * without its main class; what a project makes is run as it is. So the project's build is a copy,
 * which needs neither compiler nor network.
 */
final class JavaProject {
  private static final String BUILD =
      """
      // The jar is complete. The builder calls these three tasks, and takes build/libs/chaincode.jar.
      tasks.register('build')
      tasks.register('test')
      tasks.register('shadowJar', Copy) {
        from 'src/orchestrator-chaincode.jar'
        into 'build/libs'
        rename { 'chaincode.jar' }
      }
      """;

  private JavaProject() {}

  /** The files of the project of this jar. */
  static List<PackedFile> of(ByteString jar) {
    return List.of(
        PackedFile.ofText("src/build.gradle", BUILD),
        PackedFile.ofText("src/settings.gradle", "rootProject.name = 'chaincode'\n"),
        new PackedFile("src/src/orchestrator-chaincode.jar", jar));
  }
}
