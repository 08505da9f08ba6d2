package orchestrator.proto;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** The descriptors that were compiled into the generated code. */
final class CompiledFiles {
  private CompiledFiles() {}

  /** One descriptor for each .proto file of this module. */
  static List<FileDescriptor> all() {
    return List.of(
        Batch.getDescriptor(),
        Common.getDescriptor(),
        Computeplan.getDescriptor(),
        Computetask.getDescriptor(),
        Datamanager.getDescriptor(),
        Datasample.getDescriptor(),
        DatasetOuterClass.getDescriptor(),
        EventOuterClass.getDescriptor(),
        FailureReportOuterClass.getDescriptor(),
        FunctionOuterClass.getDescriptor(),
        Info.getDescriptor(),
        ModelOuterClass.getDescriptor(),
        OrganizationOuterClass.getDescriptor(),
        PerformanceOuterClass.getDescriptor(),
        Profiling.getDescriptor());
  }

  /** Every rpc of every service. */
  static Stream<MethodDescriptor> rpcs() {
    return all().stream()
        .flatMap(file -> file.getServices().stream())
        .flatMap(service -> service.getMethods().stream());
  }
}
