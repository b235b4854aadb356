package dev.stave.imports.buildah;

import java.nio.file.Path;
import java.util.List;

/**
 * One numbered step.
 *
 * @param name    its name without the number
 * @param order   its number
 * @param program the script or Dockerfile
 * @param path    of the file or folder
 * @param begins  names of images that it begins with, as far as they can be told
 * @param leaves  the name that it commits; empty where that cannot be told
 */
record Step(String name, long order, Path program, Path path, List<String> begins, String leaves) {
    boolean isDockerfile() {
        String file = String.valueOf(program.getFileName());
        return file.equals("Dockerfile") || file.equals("Containerfile");
    }
}
