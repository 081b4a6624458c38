"""Doubts that come up between files and rows, beside those of the text itself."""

from ..issue_text.problems import KINDS, Kind

KINDS |= {
    "file-unreadable": Kind(
        "error",
        "无法读取文件：{reason}。请检查路径和权限。",
        "The file cannot be read: {reason}. Check its path and permissions.",
    ),
    "file-too-large": Kind(
        "error",
        "文件有 {size} MB，超过 {limit} MB 的上限；请确认是不是选错了文件。",
        "The file has {size} MB, more than the {limit} MB allowed. Is it the right file?",
    ),
    "file-not-text": Kind(
        "note",
        "这种文件不是版面文字，没有读入。",
        "Files of this kind are not page texts; it was not read.",
    ),
    "file-not-read": Kind(
        "warning",
        "这个文件没有读，里面若有版面，这一期就缺了：压缩包里的压缩包请先解开，Word、网页请另存为 .txt，再导入。",
        "This file was not read; if pages are in it, the issue lacks them. Unpack a zip within a zip, save Word and "
        "web pages as .txt, and import again.",
    ),
    "file-unused": Kind(
        "note",
        "这个文件没有用上。版面图、PDF 和热区要与文字同名（01.md 配 01.jpg、01.pdf、01.areas.csv），"
        "新闻图片要在文字里写出文件名。",
        "This file is used nowhere. A page's picture, PDF and areas are called like its text (01.jpg, 01.pdf and "
        "01.areas.csv for 01.md); other pictures are placed in the text by name.",
    ),
    "file-hidden": Kind(
        "note",
        "名字以点开头的是隐藏文件或文件夹，没有读入；要用请改名。",
        "A name that begins with a dot is hidden; it was not read. Rename it if it is wanted.",
    ),
    "file-astray": Kind(
        "note",
        "旁边有几个放文字的文件夹，不知道属于哪一个，没有读入；请放进那个文件夹。",
        "It lies beside several folders of texts and may belong to any of them; it was not read. Put it into one.",
    ),
    "nothing-to-read": Kind(
        "error",
        "这里没有找到版面文字（.md、.txt、.json；名字以点开头的不读，Word、网页请另存为 .txt）；"
        "请给出一期报纸的文件、文件夹或 zip。",
        "No page text (.md, .txt, .json, without a dot before its name; save Word and web pages as .txt) was found "
        "here; name a file, a folder or a zip of an issue.",
    ),
    "bad-zip": Kind(
        "error",
        "无法打开压缩包：{reason}。请重新打包为普通的、没有密码的 zip。",
        "The zip cannot be opened: {reason}. Pack it again as an ordinary zip without a password.",
    ),
    "zip-too-many": Kind(
        "error",
        "压缩包里有 {count} 个文件，超过 {limit} 个的上限；请分成几个压缩包，或用命令行导入。",
        "The zip holds {count} files, more than {limit}; split it, or import it by the command.",
    ),
    "zip-too-large": Kind(
        "error",
        "压缩包展开后有 {size} MB，超过 {limit} MB 的上限；请分成几个压缩包，或用命令行导入。",
        "The zip unpacks to {size} MB, more than {limit} MB; split it, or import it by the command.",
    ),
    "bad-json": Kind(
        "error",
        "不是有效的 IssueDocument（{where}）：{zh}。",
        "This is no valid IssueDocument ({where}): {en}.",
    ),
    "date-unknown": Kind(
        "error",
        "不知道是哪一天的报纸：文字和文件名里都没有日期，请指明日期。",
        "The day is unknown: neither the text nor the file's name says it; name it.",
        "--date YYYY-MM-DD",
    ),
    "dates-differ": Kind(
        "error",
        "文字里的日期是 {found}，与指定的 {asked} 不一致；请核对后改正其中之一。",
        "The text says {found}, but {asked} was asked for; check which is right and correct the other.",
    ),
    "newspaper-unknown": Kind(
        "error",
        "不知道是哪一份报纸：请选定报纸，或写明它的地址名。",
        "The newspaper is unknown: choose it, or name its address.",
        "--newspaper qinghe",
    ),
    "newspaper-other": Kind(
        "error",
        "报头是《{printed}》（{number}），要导入的却是《{name}》（{known}）：请选对报纸；报纸改了名和刊号的，先在“报纸”里改。",
        "The masthead is that of {printed} ({number}), but this would be imported into {name} ({known}): choose the "
        "right newspaper, or give it its new name and number first.",
    ),
    "newspaper-name-differs": Kind(
        "warning",
        "报头写的是《{printed}》，要导入的是《{name}》；请核对是不是选错了报纸。",
        "The masthead says {printed}, but this is imported into {name}; check that it is the right newspaper.",
    ),
    "newspaper-without-name": Kind(
        "warning",
        "没有找到报头，报名暂用地址名“{slug}”；请在后台“报纸”中填写报名。",
        "No masthead was found, so “{slug}” stands as the newspaper's name; fill in the name in the admin.",
    ),
    "newspaper-slug": Kind(
        "error",
        "“{slug}”不能作报纸的地址名：只用拉丁字母、数字和连字符，且不能是本站自用的地址。",
        "“{slug}” cannot be a newspaper's address: use Latin letters, digits and hyphens, "
        "and none of the site's own addresses.",
    ),
    "label-unusable": Kind(
        "error",
        "版次“{label}”不能用作地址：只能有文字、数字和连字符。",
        "The page label “{label}” cannot be an address: it may have letters, digits and hyphens only.",
    ),
    "edition-unusable": Kind(
        "error",
        "增期标记“{edition}”不能用作地址：只能有文字、数字和连字符，最多 20 个字。",
        "The edition mark “{edition}” cannot be an address: letters, digits and hyphens only, 20 at most.",
    ),
    "text-too-long": Kind(
        "error",
        "{field}有 {length} 个字，超过 {limit} 个字的上限；多半是正文被认成了{field}，请检查这一行。",
        "The {field} has {length} characters, more than {limit}; probably body text was taken for it. Check this line.",
    ),
    "number-differs": Kind(
        "warning",
        "文字里的总期号是 {found}，库里已有的是 {stored}；保留了库里的，请核对。",
        "The text says issue number {found}, stored is {stored}; the stored one was kept. Check it.",
    ),
    "number-taken": Kind(
        "warning",
        "总期号 {number} 已被 {date} 的一期使用，请核对。",
        "Issue number {number} is already that of {date}. Check it.",
    ),
    "conflict": Kind(
        "warning",
        "“{headline}”既被编辑改过，文件里也有改动：保留了编辑的文字，没有写入文件的改动（{fields}）。",
        "“{headline}” was changed by an editor and in the file: the editor's text was kept, "
        "the file's changes ({fields}) were not stored.",
    ),
    "joined-conflict": Kind(
        "warning",
        "“{headline}”的这一部分已由编辑并入前文或删去，文件里却有改动（{fields}）：没有导入，请看“文件里的改动（没有采用）”，照改并入后的正文。",
        "This part of “{headline}” was joined to the text before it, or taken out, by an editor, but changed in the "
        "file ({fields}): it was left out; see what it would have changed, and correct the joined text.",
    ),
    "page-conflict": Kind(
        "warning",
        "版面资料（版名、责编、导读）既被编辑改过，文件里也有改动：保留了编辑的。",
        "The page's name, credits or pointers were changed by an editor and in the file: the editor's were kept.",
    ),
    "kept-edited": Kind(
        "warning",
        "文件里已没有“{headline}”，但编辑改过它，所以保留了；如不需要请在后台删除。",
        "“{headline}” is no longer in the file, but an editor changed it, so it was kept; "
        "delete it in the admin if unwanted.",
    ),
    "left-out": Kind(
        "note",
        "“{headline}”被编辑删去或并入了别的部分，文件里的文字和上次导入时一样，所以没有再导入；删去的要恢复，请到这一期的“已删稿件”。",
        "“{headline}” was deleted or joined to another part by an editor, and the file says what it said before, so it "
        "was left out; what was deleted comes back from the issue's deleted articles.",
    ),
    "come-back": Kind(
        "warning",
        "“{headline}”曾被删去，文件里又有：按文件重新导入，仍用原来的编号和网址；删去以前编辑改过的，在它的历次稿里。如果不要，请再删去。",
        "“{headline}” was deleted once and is in the file again: it was imported under its former number and address, "
        "and what editors made of it is among its versions; delete it once more if it is unwanted.",
    ),
    "kept-from-tail": Kind(
        "warning",
        "“{headline}”的转版部分不在这次的文件里，它带来的内容（{kept}）都保留了；如是旧的错误，请在后台删除。",
        "The continuation of “{headline}” is not in this file, so what it may have brought ({kept}) was kept; "
        "if that is the old mistake, delete it in the admin.",
    ),
    "page-repeated": Kind(
        "warning",
        "第 {label} 版与已存的第 {other} 版内容完全相同；如果上次的版次写错了，请在后台删除第 {other} 版。",
        "Page {label} says just what page {other} says; if that label was a mistake, delete page {other} in the admin.",
    ),
    "stored-jump": Kind(
        "warning",
        "库里已有的转接有误，请在后台改正：{message}",
        "A jump that is stored already is wrong, correct it in the admin: {message}",
    ),
    "no-pages": Kind(
        "error",
        "里面没有任何版面，没有可存的内容；请确认文件。",
        "There is no page in it, so there is nothing to store; check the file.",
    ),
    "number-out-of-range": Kind(
        "error",
        "编号 {number} 不在 {least} 到 {most} 之间，请改正。",
        "The number {number} is not between {least} and {most}; correct it.",
    ),
    "withdrawn-issue": Kind(
        "error",
        "这一期已被撤回；如要再次公开，请在后台发布。",
        "This issue was withdrawn; if it shall be public again, publish it in the admin.",
    ),
    "picture-kept": Kind(
        "warning",
        "文字里已没有图片“{name}”（{caption}），但有人上传过它的文件，所以保留了；如不需要请在后台删除。",
        "The text no longer has the picture “{name}” ({caption}), but its file was uploaded, so it was kept; "
        "delete it in the admin if unwanted.",
    ),
    "published-page": Kind(
        "error",
        "第 {label} 版已经公开，这次导入会改动它；要让读者立刻看到改动，请明确说明。",
        "Page {label} is public, and this import would change it; say so if readers shall see the change at once.",
        "--publish",
    ),
    "published-issue": Kind(
        "error",
        "这一期已经公开，这次导入会给它加上整期 PDF；要让读者立刻看到，请明确说明。",
        "This issue is public, and this import would give it a PDF; say so if readers shall see it at once.",
        "--publish",
    ),
    "namesakes": Kind(
        "warning",
        "有 {count} 位作者都叫“{name}”，署名给了没有区分标记的一位，请在后台核对。",
        "{count} authors are called “{name}”; the byline went to the one without a distinction. Check it in the admin.",
    ),
    "former-name": Kind(
        "note",
        "编辑部已确认“{name}”就是“{today}”，署名给了“{today}”；如果确是另一个人，请先在后台新建这位作者再导入。",
        "The desk has found “{name}” to be “{today}”, who got the byline; if this is another person, "
        "add that author in the admin first, then import.",
    ),
    "picture-missing": Kind(
        "warning",
        "没有找到图片文件“{name}”，只存了图片说明；请把文件放在文字旁边再导入，或在后台上传。",
        "The picture file “{name}” was not found, only its caption was stored; put it beside the text "
        "and import again, or upload it in the admin.",
    ),
    "picture-unreadable": Kind(
        "warning",
        "“{name}”没有存入：{reason}",
        "“{name}” was not stored: {reason}",
    ),
    "areas-unreadable": Kind(
        "warning",
        "热区文件没有存入：{zh}",
        "The list of hot areas was not stored: {en}",
    ),
    "areas-several-pages": Kind(
        "warning",
        "同一个文字文件里有好几版，不知道热区属于哪一版，没有存入；请把各版分成单独的文件。",
        "The text has several pages, so whose hot areas these are is unknown and none was stored; "
        "give each page a file of its own.",
    ),
    "areas-header": Kind(
        "warning",
        "热区文件的第一行应当是“article,corners”；整个文件没有存入，请改正后再导入。",
        "The list of hot areas must begin with the line article,corners; none of it was stored. "
        "Correct it and import again.",
    ),
    "areas-article": Kind(
        "warning",
        "“{article}”不是这一版文章的序号（1 到 {count}）；整个热区文件没有存入，请改正后再导入。",
        "“{article}” is no article of this page, which has 1 to {count}; none of this list was stored. "
        "Correct it and import again.",
    ),
    "areas-corners": Kind(
        "warning",
        "这一行的边角不对：应当是至少三个“x,y”，以空格隔开，都是 0 到 1 之间、占版面宽和高的小数，"
        "如“0.1,0.2 0.4,0.2 0.4,0.5”；整个热区文件没有存入，请改正后再导入。",
        "The corners in this line are wrong: write three or more x,y apart by spaces, each a fraction of the page "
        "between 0 and 1, such as “0.1,0.2 0.4,0.2 0.4,0.5”; none of this list was "
        "stored. Correct it and import again.",
    ),
}
