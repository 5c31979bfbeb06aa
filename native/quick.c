/* See quick.h: what is made and let go. */

#include "quick.h"

#ifdef QUICK

#undef _Py_Dealloc
#undef PyList_New
#undef PyList_Append
#undef PyList_GetSlice
#undef PyTuple_New
#undef PyUnicode_Substring
#undef _PyGC_FINALIZED
#define Py_BUILD_CORE 1
#include "internal/pycore_gc.h"
#include <CPy.h>
#include <string.h>

#pragma GCC visibility push(hidden)

/* Lists and tuples that were let go wait for the next who want one, short lists with the room for their items. They are
   not known to the collector, since reading makes no cycles; what Python makes or lets go itself is as it was. */

#define DEEP 200 /* what lies in so many others is left to Python, which lets go in turns */
int quick_depth = 0;

#define LISTS 4096
#define ROOM 8
#define FIRST_ROOM 4

static PyListObject *lists[LISTS];
static int waiting = 0;

static void let_go_list(PyObject *op)
{
    PyListObject *list = (PyListObject *)op;
    PyObject **items = list->ob_item;
    if (quick_depth > DEEP) {
        PyList_Type.tp_dealloc(op);
        return;
    }
    if (_PyObject_GC_IS_TRACKED(op))
        PyObject_GC_UnTrack(op);
    quick_depth++;
    for (Py_ssize_t at = Py_SIZE(op) - 1; at >= 0; at--)
        Py_XDECREF(items[at]);
    quick_depth--;
    Py_SET_SIZE(op, 0);
    if (items != NULL && list->allocated > ROOM) {
        PyMem_Free(items);
        list->ob_item = NULL;
        list->allocated = 0;
    }
    if (waiting < LISTS) {
        lists[waiting++] = list;
        return;
    }
    if (list->ob_item != NULL)
        PyMem_Free(list->ob_item);
    PyObject_GC_Del(op);
}

#define TUPLES 1024
#define LONGEST 5

static PyTupleObject *tuples[LONGEST + 1][TUPLES];
static int waiting_of[LONGEST + 1];

static void let_go_tuple(PyObject *op)
{
    PyTupleObject *tuple = (PyTupleObject *)op;
    Py_ssize_t size = Py_SIZE(op);
    if (size == 0 || size > LONGEST || waiting_of[size] >= TUPLES || quick_depth > DEEP) {
        PyTuple_Type.tp_dealloc(op);
        return;
    }
    if (_PyObject_GC_IS_TRACKED(op))
        PyObject_GC_UnTrack(op);
    quick_depth++;
    for (Py_ssize_t at = size - 1; at >= 0; at--) {
        PyObject *item = tuple->ob_item[at];
        tuple->ob_item[at] = NULL;
        Py_XDECREF(item);
    }
    quick_depth--;
    if (waiting_of[size] < TUPLES)
        tuples[size][waiting_of[size]++] = tuple;
    else
        PyObject_GC_Del(op);
}

PyObject *quick_tuple_new(Py_ssize_t size)
{
    if (size <= 0 || size > LONGEST || waiting_of[size] == 0)
        return PyTuple_New(size);
    PyObject *tuple = (PyObject *)tuples[size][--waiting_of[size]];
    tuple->ob_refcnt = 1;
    return tuple;
}

void quick_dealloc(PyObject *op)
{
    PyTypeObject *type = Py_TYPE(op);
    if (type == &PyList_Type)
        let_go_list(op);
    else if (type == &PyTuple_Type)
        let_go_tuple(op);
    else
        type->tp_dealloc(op);
}

PyObject *quick_list_new(Py_ssize_t size)
{
    PyListObject *list;
    if (size < 0)
        return PyList_New(size);
    if (waiting > 0) {
        list = lists[--waiting];
        ((PyObject *)list)->ob_refcnt = 1;
    } else {
        list = PyObject_GC_New(PyListObject, &PyList_Type);
        if (list == NULL)
            return NULL;
        list->ob_item = NULL;
        list->allocated = 0;
        Py_SET_SIZE(list, 0);
    }
    if (size > list->allocated) {
        PyMem_Free(list->ob_item);
        list->allocated = 0;
        list->ob_item = PyMem_Calloc((size_t)size, sizeof(PyObject *));
        if (list->ob_item == NULL) {
            Py_DECREF(list);
            return PyErr_NoMemory();
        }
        list->allocated = size;
    } else {
        for (Py_ssize_t at = 0; at < size; at++)
            list->ob_item[at] = NULL;
    }
    Py_SET_SIZE(list, size);
    return (PyObject *)list;
}

int quick_list_append(PyObject *op, PyObject *item)
{
    PyListObject *list = (PyListObject *)op;
    Py_ssize_t size = Py_SIZE(op);
    if (size >= list->allocated) {
        if (list->ob_item != NULL || list->allocated != 0 || !PyList_CheckExact(op))
            return PyList_Append(op, item);
        list->ob_item = PyMem_Malloc(FIRST_ROOM * sizeof(PyObject *));
        if (list->ob_item == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        list->allocated = FIRST_ROOM;
    }
    Py_INCREF(item);
    list->ob_item[size] = item;
    Py_SET_SIZE(op, size + 1);
    return 0;
}

PyObject *quick_list_slice(PyObject *list, Py_ssize_t low, Py_ssize_t high)
{
    Py_ssize_t size = PyList_GET_SIZE(list);
    low = low < 0 ? 0 : low > size ? size : low;
    high = high < low ? low : high > size ? size : high;
    PyObject *part = quick_list_new(high - low);
    if (part == NULL)
        return NULL;
    PyObject **from = ((PyListObject *)list)->ob_item + low, **to = ((PyListObject *)part)->ob_item;
    for (Py_ssize_t at = 0; at < high - low; at++) {
        Py_INCREF(from[at]);
        to[at] = from[at];
    }
    return part;
}

/* Numbers and single letters of a text: made once. */

#define NUMBERS 8192
#define LETTERS 0x100
#define FIRST_LETTER 0x600

static PyObject *numbers[NUMBERS];
static PyObject *letters[LETTERS];

PyObject *quick_int(Py_ssize_t value)
{
    bool kept = (size_t)value < NUMBERS;
    PyObject *number = kept ? numbers[value] : NULL;
    if (number == NULL && (number = PyLong_FromSsize_t(value)) == NULL)
        CPyError_OutOfMemory();
    if (kept) {
        numbers[value] = number;
        Py_INCREF(number);
    }
    return number;
}

static PyObject *one_letter(Py_UCS4 code)
{
    if (code < FIRST_LETTER || code >= FIRST_LETTER + LETTERS)
        return PyUnicode_FromOrdinal((int)code);
    PyObject **letter = &letters[code - FIRST_LETTER];
    if (*letter == NULL)
        *letter = PyUnicode_FromOrdinal((int)code);
    Py_XINCREF(*letter);
    return *letter;
}

PyObject *quick_letters(PyObject *string, Py_ssize_t start, Py_ssize_t end)
{
    if (!PyUnicode_IS_READY(string) || PyUnicode_KIND(string) != PyUnicode_2BYTE_KIND || start < 0)
        return PyUnicode_Substring(string, start, end);
    Py_ssize_t size = PyUnicode_GET_LENGTH(string);
    end = end > size ? size : end;
    const Py_UCS2 *from = PyUnicode_2BYTE_DATA(string) + start;
    if (start == 0 && end == size) {
        if (!PyUnicode_CheckExact(string))
            return PyUnicode_Substring(string, start, end);
        Py_INCREF(string);
        return string;
    }
    if (start >= end || from[0] < 0x100) /* it may be written in single bytes */
        return PyUnicode_Substring(string, start, end);
    if (end - start == 1)
        return one_letter(from[0]);
    PyObject *part = PyUnicode_New(end - start, 0xffff);
    if (part != NULL)
        memcpy(PyUnicode_2BYTE_DATA(part), from, (size_t)(end - start) * sizeof(Py_UCS2));
    return part;
}

int quick_truth(PyObject *op)
{
    if (PyUnicode_CheckExact(op))
        return PyUnicode_GET_LENGTH(op) != 0;
    if (PyList_CheckExact(op) || PyTuple_CheckExact(op))
        return Py_SIZE(op) != 0;
    return PyObject_IsTrue(op);
}

/* Objects of the compiled classes that are in no cycle: one that was let go makes room for the next of its size. */

#define SIZES 33
#define PER_SIZE 2048

typedef struct free_object {
    struct free_object *next;
} FreeObject;

static FreeObject *objects[SIZES];
static int resting[SIZES];

static PyObject *new_object(PyTypeObject *type, Py_ssize_t items)
{
    size_t size = (size_t)type->tp_basicsize;
    size_t at = (size + 15) >> 4;
    if (at >= SIZES || objects[at] == NULL || items != 0 || PyType_IS_GC(type))
        return PyType_GenericAlloc(type, items);
    FreeObject *found = objects[at];
    objects[at] = found->next;
    resting[at]--;
    PyObject *op = (PyObject *)found;
    memset((char *)op + sizeof(PyObject), 0, size - sizeof(PyObject));
    Py_INCREF(type);
    Py_SET_TYPE(op, type);
    op->ob_refcnt = 1;
    return op;
}

static void free_object(void *op)
{
    PyTypeObject *type = Py_TYPE(op);
    size_t at = ((size_t)type->tp_basicsize + 15) >> 4;
    if (PyType_IS_GC(type)) {
        PyObject_GC_Del(op);
    } else if (at >= SIZES || resting[at] >= PER_SIZE) {
        PyObject_Free(op);
    } else {
        ((FreeObject *)op)->next = objects[at];
        objects[at] = (FreeObject *)op;
        resting[at]++;
    }
}

PyObject *quick_type(PyObject *made)
{
    if (made != NULL && PyType_Check(made)) {
        PyTypeObject *type = (PyTypeObject *)made;
        if (!PyType_IS_GC(type) && type->tp_itemsize == 0 && type->tp_alloc == PyType_GenericAlloc &&
            type->tp_free == PyObject_Free) {
            type->tp_alloc = new_object;
            type->tp_free = free_object;
        }
    }
    return made;
}

#pragma GCC visibility pop
#endif
