/* The names under which what mypyc makes of the modules (not its own library) finds the functions of `quick.h`. */

#if defined(QUICK) && defined(QUICK_NAMES)

/* An object is let go within another, within another: few are, so only the deep ones are left to Python's count. */
#undef CPy_TRASHCAN_BEGIN
#undef CPy_TRASHCAN_END
#define CPy_TRASHCAN_BEGIN(op, dealloc) \
    ++quick_depth; \
    Py_TRASHCAN_BEGIN_CONDITION(op, quick_depth > 30 && PyType_IS_GC(Py_TYPE(op)) && \
                                        _PyTrash_cond(_PyObject_CAST(op), (destructor)dealloc))
#define CPy_TRASHCAN_END(op) \
    Py_TRASHCAN_END \
    --quick_depth;

/* Strings that are interned are the same string or differ; those that are written in a program all are. */
static inline char quick_equals_literal(PyObject *string, PyObject *literal, Py_ssize_t length)
{
    return string == literal || (!QUICK_INTERNED(string) && CPyStr_EqualLiteral(string, literal, length));
}

static inline char quick_equals(PyObject *one, PyObject *other)
{
    return one == other || (!(QUICK_INTERNED(one) && QUICK_INTERNED(other)) && CPyStr_Equal(one, other));
}

/* A short tagged number; `quick_int` has the objects of those that a text is full of. */
static inline PyObject *quick_box(CPyTagged number)
{
    return CPyTagged_CheckShort(number) ? quick_int(CPyTagged_ShortAsSsize_t(number)) : CPyTagged_StealAsObject(number);
}

/* Items by a number that is short and in bounds; all others (counted from the end, too large) as ever. */
static inline PyObject *quick_item_lent(PyObject *list, CPyTagged index)
{
    if (likely(CPyTagged_CheckShort(index) && (index >> 1) < (size_t)PyList_GET_SIZE(list)))
        return PyList_GET_ITEM(list, index >> 1);
    return CPyList_GetItemBorrow(list, index);
}

static inline PyObject *quick_item(PyObject *list, CPyTagged index)
{
    if (likely(CPyTagged_CheckShort(index) && (index >> 1) < (size_t)PyList_GET_SIZE(list))) {
        PyObject *item = PyList_GET_ITEM(list, index >> 1);
        Py_INCREF(item);
        return item;
    }
    return CPyList_GetItem(list, index);
}

#define CPyTagged_StealAsObject quick_box
#define CPyList_GetItemBorrow quick_item_lent
#define CPyList_GetItem quick_item
#define CPyStr_EqualLiteral quick_equals_literal
#define CPyStr_Equal quick_equals
#define CPyType_FromTemplate(template, bases, module) quick_type(CPyType_FromTemplate(template, bases, module))
#define CPyDict_Get quick_dict_get
#define CPyDict_GetWithNone(dict, key) quick_dict_get(dict, key, Py_None)
#define CPyDict_GetItem quick_dict_item
#define PyDict_Contains quick_dict_contains
#define PySet_Contains quick_set_contains
#define PySequence_Contains quick_sequence_contains
#define PyObject_RichCompare quick_compare
#define PyObject_IsTrue quick_is_true
#undef CPyObject_GetAttr
#define CPyObject_GetAttr quick_attribute

#endif
