/// Files that others replace while the node runs. Start with [dev.bestow.link.file.FileStamp].
package dev.bestow.link.file;
