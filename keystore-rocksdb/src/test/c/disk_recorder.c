/*
 * What a power cut would leave: preloaded into a process, this notes in the file $DISK_RECORD what is on disk.
 *
 *   synced INODE LENGTH    fsync or fdatasync of a file returned; it was this long before
 *   named INODE            fsync of a directory returned; it had an entry for this inode before
 *   replaced INODE         a rename over another file returned; it counts as durable at once, for that other file
 *                          cannot be had back
 *   moved INODE            a rename to a name of its own returned; that is on disk once its directory is
 *   gone INODE             the last name is being removed; the inode's number may be given to another file
 *
 * The note is taken before the caller goes on, so whatever it acknowledges afterwards is in the notes.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NOTE 65536

static void note(const char *text, size_t length) {
    static int record = -1;
    int before = errno;
    if (record < 0) {
        record = open(getenv("DISK_RECORD"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    if (record < 0 || write(record, text, length) != (ssize_t) length) {
        abort();
    }
    errno = before;
}

static void note_inode(const char *what, unsigned long inode) {
    char text[64];
    note(text, snprintf(text, sizeof text, "%s %lu\n", what, inode));
}

/* One line for each entry of the directory; its length. */
static size_t entries(int fd, char *text) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    DIR *directory = opendir(path);
    if (!directory) {
        abort();
    }
    size_t length = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) {
            continue;
        }
        length += snprintf(text + length, MAX_NOTE - length, "named %lu\n", (unsigned long) entry->d_ino);
        if (length >= MAX_NOTE) {
            abort();
        }
    }
    closedir(directory);
    return length;
}

static int sync_and_note(const char *name, int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    struct stat file;
    if (fstat(fd, &file)) {
        return real(fd);
    }
    char text[MAX_NOTE];
    size_t length = S_ISDIR(file.st_mode)
        ? entries(fd, text)
        : (size_t) snprintf(text, sizeof text, "synced %lu %lld\n", (unsigned long) file.st_ino,
                            (long long) file.st_size);
    int result = real(fd);
    if (result == 0) {
        note(text, length);
    }
    return result;
}

int fsync(int fd) {
    return sync_and_note("fsync", fd);
}

int fdatasync(int fd) {
    return sync_and_note("fdatasync", fd);
}

/* Noted before, so that no other file has the number yet. A kill in between drops what was to go anyway. */
int unlink(const char *path) {
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    struct stat file;
    if (!lstat(path, &file) && file.st_nlink == 1) {
        note_inode("gone", file.st_ino);
    }
    return real(path);
}

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    struct stat file, target;
    int known = !lstat(from, &file);
    int replaces = !lstat(to, &target);
    int result = real(from, to);
    if (result == 0 && known) {
        note_inode(replaces ? "replaced" : "moved", file.st_ino);
    }
    return result;
}
