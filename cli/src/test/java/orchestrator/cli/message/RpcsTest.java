package orchestrator.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.proto.DatasetOuterClass;
import orchestrator.proto.EventOuterClass;
import orchestrator.proto.Info;
import org.junit.jupiter.api.Test;

class RpcsTest {
  /** Of the API, those that use others: between them they name all. */
  private static Set<FileDescriptor> files() {
    Set<FileDescriptor> files = new HashSet<>();
    Stream.of(
            EventOuterClass.getDescriptor(),
            DatasetOuterClass.getDescriptor(),
            Info.getDescriptor())
        .forEach(file -> add(files, file));
    return files;
  }

  private static void add(Set<FileDescriptor> files, FileDescriptor file) {
    if (file.getPackage().equals("orchestrator") && files.add(file)) {
      file.getDependencies().forEach(below -> add(files, below));
    }
  }

  @Test
  void eachRpcOfTheApiIsFoundByItsNameWithAndWithoutThePackage() {
    assertThat(files()).hasSize(14);
    assertThat(
            files().stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream()))
        .hasSize(40)
        .allSatisfy(
            rpc -> {
              String name = rpc.getService().getName() + "/" + rpc.getName();
              assertThat(Rpcs.schema(Rpcs.get(name))).isEqualTo(rpc);
              assertThat(Rpcs.find("orchestrator." + name)).contains(Rpcs.get(name));
              assertThat(Rpcs.methods(rpc.getService().getName())).contains(rpc.getName());
            });
  }

  @Test
  void whatIsNoRpcIsNotFound() {
    assertThat(
            Stream.of(
                    "GetFunction", "FunctionService", "FunctionService/", "X/GetFunction", "", "/")
                .map(Rpcs::find))
        .allSatisfy(found -> assertThat(found).isEmpty());
  }
}
