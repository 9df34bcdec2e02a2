/* Preloaded into a process: counts what it asks the disk for below a folder, and at the n-th time kills it, or fails,
   or only records it. Nothing happens until torture_arm is called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, NAME = 4, UNNAME = 8 };
enum { PASS, BEFORE, AFTER, HALF, FAIL };

static char root[PATH_MAX];
static size_t root_size;
static long at, count;
static int armed, how, error, sticky, kinds, record = -1;
static __thread int inside;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void torture_arm(const char *folder, long at_, int how_, int error_, int sticky_, int kinds_, const char *record_) {
    strncpy(root, folder, sizeof root - 1);
    root_size = strlen(root);
    at = at_, how = how_, error = error_, sticky = sticky_, kinds = kinds_, count = 0;
    if (record_) record = REAL(open)(record_, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    armed = 1;
}

long torture_count(void) { return count; }

static int below(const char *path) { return armed && !inside && strncmp(path, root, root_size) == 0; }

static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    path[size < 0 ? 0 : size] = 0;
}

static void path_at(int dir, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return;
    }
    char base[PATH_MAX];
    if (dir == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) base[0] = 0;
    } else
        path_of(dir, base);
    snprintf(path, PATH_MAX, "%.2000s/%.2000s", base, name);
}

static void die(void) { kill(getpid(), SIGKILL); }

/* What is to happen to the operation that is about to be done. */
static int fate(int kind, const char *path) {
    if (!below(path) || !(kinds & kind)) return PASS;
    count++;
    if (count == at || (sticky && count > at && at > 0)) {
        if (how == BEFORE) die();
        return how;
    }
    return PASS;
}

static void put(const void *data, size_t size) {
    for (const char *from = data; size;) {
        ssize_t done = REAL(write)(record, from, size);
        if (done <= 0) die();
        from += done, size -= done;
    }
}

/* Note an operation: its letter, the file's number, where, then two texts. */
static void note(char letter, uint64_t number, int64_t where, const void *one, uint32_t size, const char *other) {
    if (record < 0) return;
    uint32_t other_size = other ? strlen(other) : 0;
    inside = 1;
    put(&letter, 1), put(&number, 8), put(&where, 8), put(&size, 4), put(&other_size, 4), put(one, size);
    if (other) put(other, other_size);
    inside = 0;
}

static uint64_t number_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

static ssize_t written(int fd, const void *data, size_t size, off64_t where, int is_at) {
    char path[PATH_MAX];
    if (!armed || inside) return is_at ? REAL(pwrite64)(fd, data, size, where) : REAL(write)(fd, data, size);
    path_of(fd, path);
    int what = fate(WRITE, path);
    if (what == FAIL) return errno = error, -1;
    off64_t start = is_at ? where : lseek64(fd, 0, SEEK_CUR);
    size_t part = what == HALF ? size / 2 : size;
    ssize_t done = is_at ? REAL(pwrite64)(fd, data, part, where) : REAL(write)(fd, data, part);
    if (what == AFTER || (what == HALF && !error)) die();
    if (what == HALF) return errno = error, -1;
    if (done > 0 && below(path)) note('w', number_of(fd), start, data, done, NULL);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t where) { return written(fd, data, size, where, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t where) { return written(fd, data, size, where, 1); }

#define ON_FD(kind, call, letter, where)              \
    char path[PATH_MAX];                              \
    if (!armed || inside) return call;                \
    path_of(fd, path);                                \
    int what = fate(kind, path);                      \
    if (what == FAIL || (what == HALF && error)) return errno = error, -1; \
    int done = call;                                  \
    if (what == AFTER || what == HALF) die();         \
    if (!done && below(path)) note(letter, number_of(fd), where, path, strlen(path), NULL); \
    return done;

int fsync(int fd) { ON_FD(SYNC, REAL(fsync)(fd), 's', 0) }
int fdatasync(int fd) { ON_FD(SYNC, REAL(fdatasync)(fd), 's', 0) }
int ftruncate(int fd, off_t size) { ON_FD(WRITE, REAL(ftruncate)(fd, size), 't', size) }
int ftruncate64(int fd, off64_t size) { ON_FD(WRITE, REAL(ftruncate64)(fd, size), 't', size) }

#define ON_PATH(kind, dir, name, call, letter)        \
    char path[PATH_MAX];                              \
    if (!armed || inside) return call;                \
    path_at(dir, name, path);                         \
    int what = fate(kind, path);                      \
    if (what == FAIL || (what == HALF && error)) return errno = error, -1; \
    int done = call;                                  \
    if (what == AFTER || what == HALF) die();         \
    if (!done && below(path)) note(letter, 0, 0, path, strlen(path), NULL); \
    return done;

int unlink(const char *name) { ON_PATH(UNNAME, AT_FDCWD, name, REAL(unlink)(name), 'u') }
int rmdir(const char *name) { ON_PATH(UNNAME, AT_FDCWD, name, REAL(rmdir)(name), 'u') }
int unlinkat(int dir, const char *name, int flags) { ON_PATH(UNNAME, dir, name, REAL(unlinkat)(dir, name, flags), 'u') }
int mkdir(const char *name, mode_t mode) { ON_PATH(NAME, AT_FDCWD, name, REAL(mkdir)(name, mode), 'm') }

#define ON_PATHS(call, letter)                        \
    char path[PATH_MAX], source[PATH_MAX];            \
    if (!armed || inside) return call;                \
    path_at(AT_FDCWD, to, path);                      \
    path_at(AT_FDCWD, from, source);                  \
    int what = fate(NAME, path);                      \
    if (what == FAIL || (what == HALF && error)) return errno = error, -1; \
    int done = call;                                  \
    if (what == AFTER || what == HALF) die();         \
    if (!done && below(path)) note(letter, 0, 0, source, strlen(source), path); \
    return done;

int rename(const char *from, const char *to) { ON_PATHS(REAL(rename)(from, to), 'r') }
int link(const char *from, const char *to) { ON_PATHS(REAL(link)(from, to), 'l') }

static int opened(int (*real)(int, const char *, int, ...), int dir, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!armed || inside) return real(dir, name, flags, mode);
    path_at(dir, name, path);
    int is_new = below(path) && (flags & O_CREAT) && faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW);
    int what = is_new ? fate(NAME, path) : PASS;
    if (what == FAIL) return errno = error, -1;
    int fd = real(dir, name, flags, mode);
    if (what == AFTER || what == HALF) die();
    if (fd >= 0 && below(path)) {
        note(is_new ? 'c' : 'o', number_of(fd), 0, path, strlen(path), NULL);
        if (!is_new && (flags & O_TRUNC)) note('t', number_of(fd), 0, path, strlen(path), NULL);
    }
    return fd;
}

#define MODE(flags)                                   \
    mode_t mode = 0;                                  \
    if ((flags) & (O_CREAT | O_TMPFILE)) {            \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        mode = va_arg(rest, mode_t);                  \
        va_end(rest);                                 \
    }

int open(const char *name, int flags, ...) { MODE(flags) return opened(REAL(openat), AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(REAL(openat64), AT_FDCWD, name, flags, mode); }
int openat(int dir, const char *name, int flags, ...) { MODE(flags) return opened(REAL(openat), dir, name, flags, mode); }
int openat64(int dir, const char *name, int flags, ...) { MODE(flags) return opened(REAL(openat64), dir, name, flags, mode); }
