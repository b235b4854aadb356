package dev.stave.version.packages

/** Files of an image as a map from path to text or bytes. */
class MapTree implements FileTree {
    private final Map<String, Object> files

    MapTree(Map<String, Object> files) {
        this.files = files
    }

    @Override
    boolean has(String path) {
        files.containsKey(path)
    }

    @Override
    List<String> list(String folder) {
        files.keySet().findAll { it.startsWith("$folder/") }.collect { it.substring(folder.length() + 1).split('/')[0] }.unique().sort()
    }

    @Override
    SortedMap<String, byte[]> read(Collection<String> paths) {
        new TreeMap<>(paths.findAll { has(it) }.collectEntries { [it, files[it] instanceof byte[] ? files[it] : files[it].toString().getBytes('UTF-8')] })
    }
}
