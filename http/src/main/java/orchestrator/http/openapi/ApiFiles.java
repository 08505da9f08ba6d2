package orchestrator.http.openapi;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.TimestampProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the .proto files as the build keeps them beside this class: with the comments. */
final class ApiFiles {
  private static final String RESOURCE = "api.binpb";

  private final Map<String, FileDescriptorProto> sources = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> files = new HashMap<>();

  private ApiFiles(FileDescriptorSet set) {
    Stream.of(
            AnnotationsProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            TimestampProto.getDescriptor())
        .forEach(known -> files.put(known.getName(), known));
    set.getFileList().forEach(file -> sources.put(file.getName(), file));
    sources.keySet().forEach(this::file);
  }

  /**
   * Reads all files of the API.
   *
   * @throws IllegalStateException when the build has not kept them
   */
  static ApiFiles load() {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(extensions);
    try (InputStream in = ApiFiles.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return new ApiFiles(FileDescriptorSet.parseFrom(in, extensions));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", e);
    }
  }

  private FileDescriptor file(String name) {
    FileDescriptor known = files.get(name);
    if (known != null) {
      return known;
    }
    FileDescriptorProto source =
        Optional.ofNullable(sources.get(name))
            .orElseThrow(() -> new IllegalStateException(name + " is imported and not known"));
    FileDescriptor[] imports =
        source.getDependencyList().stream().map(this::file).toArray(FileDescriptor[]::new);
    try {
      FileDescriptor made = FileDescriptor.buildFrom(source, imports);
      files.put(name, made);
      return made;
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sources with their comments, each once. */
  Stream<FileDescriptorProto> sources() {
    return sources.values().stream();
  }

  /** The services, sorted by name. */
  List<ServiceDescriptor> services() {
    return sources.keySet().stream()
        .flatMap(name -> files.get(name).getServices().stream())
        .sorted(Comparator.comparing(ServiceDescriptor::getName))
        .toList();
  }
}
