//! Folders that a cloud program copies: told by their names or by what the program leaves in them.

use std::fs;
use std::path::Path;

/// The cloud, and how a folder of its is called, in small letters: exactly so, or with a space and more behind it.
const NAMES: [(&str, &str); 16] = [
    ("OneDrive", "onedrive"),
    ("Dropbox", "dropbox"),
    ("Google Drive", "google drive"),
    ("Google Drive", "googledrive"),
    ("Google Drive", "my drive"),
    ("Google Drive", "мой диск"),
    ("Yandex.Disk", "yandexdisk"),
    ("Yandex.Disk", "yandex.disk"),
    ("Yandex.Disk", "яндекс.диск"),
    ("iCloud", "icloud drive"),
    ("iCloud", "iclouddrive"),
    ("iCloud", "com~apple~clouddocs"),
    ("Nextcloud", "nextcloud"),
    ("ownCloud", "owncloud"),
    ("Mail.ru", "облако mail.ru"),
    ("pCloud", "pcloud drive"),
];

/// The cloud, and a file or folder that it leaves in the folder that it copies.
const MARKS: [(&str, &str); 6] = [
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Google Drive", ".tmp.drivedownload"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("ownCloud", ".owncloudsync.log"),
    ("Yandex.Disk", ".yandexdisk"),
];

/// The cloud, and a word in the picture file that it leaves on Windows.
const PICTURES: [(&str, &str); 3] = [
    ("OneDrive", "onedrive"),
    ("Google Drive", "googledrive"),
    ("Yandex.Disk", "yandexdisk"),
];
/// No picture file that matters is larger, in bytes.
const PICTURE_MAX: u64 = 64 * 1024;

/// The cloud program that copies the folder of this file.
pub(super) fn of(file: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(file).ok()?;
    whole.ancestors().skip(1).find_map(|folder| {
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().to_lowercase());
        let by_name = name.and_then(|name| named(&name));
        by_name.or_else(|| marked(folder)).or_else(|| pictured(folder))
    })
}

fn named(name: &str) -> Option<&'static str> {
    let is = |known: &str| {
        let rest = name.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    NAMES.iter().find(|(_, known)| is(known)).map(|(cloud, _)| *cloud)
}

fn marked(folder: &Path) -> Option<&'static str> {
    // A program's own folder in the home folder has the same name: it holds no share of anybody.
    let home = folder.join(".dropbox/info.json").exists();
    MARKS
        .iter()
        .find(|(_, mark)| !home && folder.join(mark).exists())
        .map(|(cloud, _)| *cloud)
}

fn pictured(folder: &Path) -> Option<&'static str> {
    let path = folder.join("desktop.ini");
    let small = fs::metadata(&path).is_ok_and(|found| found.len() <= PICTURE_MAX);
    let bytes = if small { fs::read(path).ok()? } else { return None };
    // It may be in a two-byte encoding; the words are plain letters in any.
    let letters: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&letters).to_lowercase();
    PICTURES
        .iter()
        .find(|(_, word)| text.contains(word))
        .map(|(cloud, _)| *cloud)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clouds_are_told_by_names_and_marks() {
        let top = tempfile::tempdir().unwrap();
        let found = |path: &str| {
            let folder = top.path().join(path);
            fs::create_dir_all(&folder).unwrap();
            of(&folder.join("floor.db"))
        };
        assert_eq!(found("OneDrive - College/fair"), Some("OneDrive"));
        assert_eq!(found("Яндекс.Диск"), Some("Yandex.Disk"));
        assert_eq!(found("Nextcloud/fair"), Some("Nextcloud"));
        assert_eq!(found("fair/onedriver"), None);
        fs::create_dir_all(top.path().join("boxed/.dropbox.cache")).unwrap();
        assert_eq!(found("boxed/fair"), Some("Dropbox"));
        fs::create_dir_all(top.path().join("windows")).unwrap();
        let wide: Vec<u8> = "[.ShellClassInfo]\r\nIconResource=C:\\OneDrive.exe,1"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        fs::write(top.path().join("windows/desktop.ini"), wide).unwrap();
        assert_eq!(found("windows"), Some("OneDrive"));
        assert_eq!(found("plain"), None);
    }
}
